// The control API, for one person. Every refusal arrives as an Error with the server's own words.
export const user = new URLSearchParams(location.search).get("user");

export async function call(path, body, method) {
  const form = body instanceof FormData;
  const response = await fetch(`/control/${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: body === undefined || form ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : form ? body : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error ?? response.statusText), { status: response.status });
  return answer;
}

export const mine = (act, body) => call(`users/${user}/${act}`, body);
