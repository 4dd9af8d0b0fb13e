// One box picks all rows of a table, and the bar above says how many are picked.
for (const table of document.querySelectorAll("[data-bulk]")) {
  const rows = () => [...table.querySelectorAll("tbody input[type='checkbox']")];
  const all = table.querySelector("thead input[type='checkbox']");
  const said = document.querySelector(`[data-bulk-count="${table.dataset.bulk}"]`);
  const tell = () => {
    const picked = rows().filter((box) => box.checked).length;
    all.checked = picked > 0 && picked === rows().length;
    all.indeterminate = picked > 0 && picked < rows().length;
    if (said) said.textContent = `已选${picked}项`;
  };
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of rows()) box.checked = all.checked;
    tell();
  });
  table.addEventListener("change", tell);
  tell();
}
