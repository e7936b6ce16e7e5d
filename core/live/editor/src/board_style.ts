// How the board looks. Tokens come from theme.ts; here is layout and the shape of fields, rows and cards.
export const boardCss = `
.board { display: block; }
`;
