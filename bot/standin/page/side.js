// Several people side by side, each in a page of their own.
const users = (new URLSearchParams(location.search).get("users") ?? "").split(",").filter((id) => /^\d+$/.test(id));
for (const id of users) {
  const frame = document.createElement("iframe");
  frame.src = `/chat?user=${id}`;
  frame.title = id;
  document.getElementById("frames").append(frame);
}
if (users.length === 0) location.replace("/");
