// The way in. The secret of a link stands in its fragment, which no log sees; it is posted and the address is replaced.

const state = document.getElementById("state");
const form = document.getElementById("form");
const code = document.getElementById("code");
const trouble = document.getElementById("trouble");
const button = form.querySelector("button");

const root = new URL("..", document.baseURI); // this page is <root>/live/enter

async function knock(what) {
  const answer = await fetch(new URL("live/enter", root), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(what),
    credentials: "same-origin",
  });
  const said = await answer.json();
  if (!answer.ok || typeof said.to !== "string") throw new Error(said.sentence || "");
  location.replace(new URL(said.to.replace(/^\/+/, ""), root));
}

function ask(sentence) {
  state.textContent = "Type the code that is on the shared screen, or open the link you were sent.";
  form.hidden = false;
  trouble.hidden = !sentence;
  trouble.textContent = sentence || "";
  code.focus();
}

async function attempt(what) {
  button.disabled = true;
  try {
    await knock(what);
  } catch (error) {
    ask(error.message || "The door did not answer. Check your connection and try again.");
  } finally {
    button.disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt({ code: code.value });
});

function begin() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (given.k || ((given.m || given.p) && given.t)) void attempt(given);
  else ask("");
}

// A second link pasted into the same tab changes only the fragment.
addEventListener("hashchange", begin);
begin();
