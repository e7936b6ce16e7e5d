// Runs before anything of a page: code that was typed would call one of these, or break the content policy.
(() => {
  globalThis.caught = [];
  for (const name of ["alert", "confirm", "prompt"]) {
    globalThis[name] = (...said) => void globalThis.caught.push(`${name}(${said})`);
  }
  addEventListener("securitypolicyviolation", (event) => {
    // Streamlit asks once whether it could run WebAssembly, and goes on without it.
    if (event.blockedURI === "wasm-eval") return;
    globalThis.caught.push(`the content policy stopped ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
  });
})();
