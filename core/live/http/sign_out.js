// The two buttons of the page that signs out. The server says where to go then: the provider's own page, or the way in.

const form = document.getElementById("sign-out");
const trouble = document.getElementById("trouble");
const buttons = form.querySelectorAll("button");
const here = new URL("sign-out", document.baseURI);

async function signOut(everywhere) {
  for (const button of buttons) button.disabled = true;
  trouble.hidden = true;
  try {
    const answer = await fetch(here, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ everywhere }),
      credentials: "same-origin",
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.sentence || "");
    location.replace(said.to);
  } catch (error) {
    trouble.textContent = error.message || "Debrief did not answer. Check your connection and try again.";
    trouble.hidden = false;
    for (const button of buttons) button.disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void signOut(false);
});
document.getElementById("everywhere").addEventListener("click", () => void signOut(true));
if (location.hash === "#everywhere") document.getElementById("everywhere").focus();
