/* Asking: the practice telephone, and the person at it. */

/* JSON there and back; answers a handset or what the trouble is. `lost` is said where nobody answers. */
export async function ask(address, value, lost) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ value }),
    });
    const came = await answer.json();
    return answer.ok ? { handset: came } : { trouble: came.trouble };
  } catch {
    return { trouble: lost };
  }
}

/* Go on once somebody has answered the question of a dialog with "go". */
export function confirmed(question, goOn) {
  question.showModal();
  question.onclick = (event) => {
    const answer = event.target.dataset.answer;
    if (answer) question.close();
    if (answer === "go") goOn();
  };
}
