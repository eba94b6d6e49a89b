// While an agent types, the check of their words stands beside them. Without script the button does the same.
const form = document.getElementById("write");
const findings = document.getElementById("findings");
let asked = 0;
let soon;

async function look() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.look, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  // A slower answer to earlier words must not stand beside newer ones.
  if (answer.ok && mine === asked) findings.innerHTML = await answer.text();
}

form.addEventListener("input", () => {
  clearTimeout(soon);
  soon = setTimeout(look, 300);
});
