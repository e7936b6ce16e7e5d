// The way in. The secret of a link stands in its fragment, which no log sees; it is posted and the address is replaced.
// Who comes in for the first time is asked for a name, in one line that may be left empty: a link waits for it a few
// seconds and goes on by itself, unless somebody begins to type.

const state = document.getElementById("state");
const form = document.getElementById("form");
const code = document.getElementById("code");
const name = document.getElementById("name");
const trouble = document.getElementById("trouble");
const button = document.getElementById("go");
const skip = document.getElementById("skip");
const signIn = document.getElementById("sign-in"); // where people sign in

const root = new URL("..", document.baseURI); // this page is <root>/live/enter
const WAIT_MS = 6000;
const ASK_MS = 10_000; // how often a browser looks whether somebody has let it in

let open = null; // where a link leads that has already let this browser in
let known = ""; // the name this browser gave before
let waiting = 0;
let asking = null; // what was posted, while somebody inside has to let this browser in

async function post(what) {
  const answer = await fetch(new URL("live/enter", root), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(what),
    credentials: "same-origin",
  });
  const said = await answer.json();
  if (!answer.ok && !said.asking) throw new Error(said.sentence || "");
  return said;
}

function go(to) {
  stay();
  location.replace(new URL(to.replace(/^\/+/, ""), root));
}

// Somebody is at it: the page waits for them.
function stay() {
  clearTimeout(waiting);
  if (open && asking === null) state.textContent = "The meeting is open. Who are you?";
}

function show(sentence) {
  const asked = open === null;
  for (const node of [code, form.querySelector('label[for="code"]')]) node.hidden = !asked;
  code.required = asked;
  skip.hidden = asked;
  if (signIn) signIn.hidden = !asked;
  form.hidden = false;
  trouble.hidden = !sentence;
  trouble.textContent = sentence || "";
}

// A closed meeting: those inside see who asks, and this page looks now and then whether it was let in.
function wait(what, sentence) {
  const first = asking === null;
  asking = what;
  if (first) {
    open = "asking";
    show("");
    skip.hidden = true;
    button.textContent = "Ask under this name";
    name.focus();
    void remembered();
  }
  state.textContent = sentence;
  setTimeout(() => void attempt(() => byLink(asking)), ASK_MS);
}

function askForCode(sentence) {
  open = null;
  state.textContent = signIn
    ? "Sign in to your team's workspace."
    : "Type the code that is on the shared screen, or open the link you were sent.";
  show(sentence);
  if (!signIn) code.focus();
}

// Let in by a link, and nobody knows under which name.
function askForName(to) {
  open = to;
  show("");
  name.focus();
  state.textContent = "The meeting is open. Say who you are; in a moment you go in without a name.";
  waiting = setTimeout(() => go(to), WAIT_MS);
}

async function attempt(work) {
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    const sentence = error.message || "The door did not answer. Check your connection and try again.";
    if (open) show(sentence);
    else askForCode(sentence);
  } finally {
    button.disabled = false;
  }
}

async function byLink(given) {
  const said = await post(given);
  if (said.asking) return wait(given, said.sentence);
  asking = null;
  if (typeof said.to !== "string") throw new Error("");
  if (said.to.startsWith("/room") && said.name === "") askForName(said.to);
  else go(said.to);
}

async function byCode() {
  const mine = name.value.trim();
  const typed = code.value;
  const said = await post({ code: typed, ...(mine && mine !== known ? { name: mine } : {}) });
  if (said.asking) return wait({ code: typed }, said.sentence);
  if (typeof said.to !== "string") throw new Error("");
  go(said.to);
}

async function withName() {
  const mine = name.value.trim();
  if (mine) await post({ name: mine });
  if (asking === null) go(open);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  stay();
  void attempt(open ? withName : byCode);
});
skip.addEventListener("click", () => go(open));
for (const kind of ["input", "keydown", "click", "pointercancel"]) form.addEventListener(kind, stay);
// Other words may take fewer lines: changed while a button is down, it would move away from under the pointer, unpressed.
form.addEventListener("pointerdown", () => clearTimeout(waiting));

async function remembered() {
  const said = await post({ who: true }).catch(() => ({}));
  known = said.name || "";
  if (said.signed_in) {
    // The provider's name is theirs, and they are in already.
    for (const node of [name, form.querySelector('label[for="name"]'), document.getElementById("why")]) node.hidden = true;
    if (signIn) signIn.hidden = true;
    state.textContent = `You are signed in as ${known}. Type the code that is on the shared screen.`;
    return;
  }
  if (known && name.value === "") name.value = known;
}

// What a link brings, without what mail programs and chats put behind an address or between its parts: a full stop, a
// bracket, a blank that nobody sees, "&amp;". No value has any of these.
function broughtBy(hash) {
  const pairs = new URLSearchParams(hash.slice(1).replaceAll("&amp;", "&"));
  return Object.fromEntries(Array.from(pairs, ([key, value]) => [key, /^[\w-]*/.exec(value)[0]]));
}

function begin() {
  stay();
  const given = broughtBy(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (given.k || ((given.m || given.p) && given.t)) {
    if (signIn) signIn.hidden = true;
    void attempt(() => byLink(given));
  } else {
    askForCode("");
    void remembered();
    if (given.c) {
      code.value = given.c;
      name.focus();
    }
  }
}

// A second link pasted into the same tab changes only the fragment.
addEventListener("hashchange", begin);
begin();
