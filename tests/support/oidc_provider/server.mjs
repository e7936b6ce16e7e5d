// A certified OpenID Connect provider for the tests, on loopback. What it knows comes as JSON in its first argument:
// {port, redirect, afterSignOut, clientId, clientSecret, lasts}. Anybody may sign in by typing an account's name; an
// account "ada" is named Ada. Accounts and their groups can be changed over POST /test/accounts while it runs.
// It ends with the tests, which hold its standard input.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const asked = JSON.parse(process.argv[2]);
const accounts = new Map();

const claimsOf = (sub) => ({
  sub,
  name: sub.charAt(0).toUpperCase() + sub.slice(1),
  email: `${sub}@example.org`,
  email_verified: true,
  groups: ["staff"],
  ...accounts.get(sub),
});

const provider = new Provider(`http://127.0.0.1:${asked.port}`, {
  clients: [
    {
      client_id: asked.clientId,
      client_secret: asked.clientSecret,
      redirect_uris: [asked.redirect],
      post_logout_redirect_uris: [asked.afterSignOut],
    },
  ],
  claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"], groups: ["groups"] },
  scopes: ["openid", "profile", "email", "groups"],
  pkce: { required: () => true },
  cookies: { keys: ["tests only"] },
  ttl: { AccessToken: asked.lasts, AuthorizationCode: 60, IdToken: asked.lasts, Interaction: 600, Session: 3600, Grant: 3600 },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => claimsOf(sub) }),
});

const answer = provider.callback();
const server = createServer((request, response) => {
  if (request.method !== "POST" || request.url !== "/test/accounts") return answer(request, response);
  let body = "";
  request.on("data", (part) => {
    body += part;
  });
  request.on("end", () => {
    for (const [sub, claims] of Object.entries(JSON.parse(body))) accounts.set(sub, claims);
    response.end("kept");
  });
});
server.listen(asked.port, "127.0.0.1", () => process.stdout.write("listening\n"));
process.stdin.on("end", () => process.exit(0)).resume();
