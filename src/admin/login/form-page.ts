/** Text as HTML shows it. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

interface Field {
  name: string;
  label: string;
  type: 'email' | 'password';
  autocomplete: string;
  value?: string;
  error?: string | undefined;
}

interface FormPage {
  title: string;
  intro?: string;
  action: string;
  fields: Field[];
  hidden?: Record<string, string>;
  submit: string;
  error?: string | undefined;
  /** Whether one can log out here. */
  logOut?: boolean;
}

const STYLE = `
  :root { color-scheme: light dark; --ink: #1c2b36; --paper: #fff; --ground: #eef1f4; --line: #c5ced6; --key: #3040d6; --bad: #b3123b; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e6ebf0; --paper: #1b242d; --ground: #10171d; --line: #44525f; --key: #8d9bff; --bad: #ff8fa8; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
    background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  main { width: 100%; max-width: 400px; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 32px; }
  .brand { display: flex; align-items: center; gap: 10px; font-weight: 600; margin: 0 0 24px; }
  h1 { font-size: 22px; margin: 0 0 8px; }
  p { margin: 0 0 16px; }
  label { display: block; font-weight: 600; margin-top: 16px; }
  input { width: 100%; margin-top: 4px; padding: 10px; font: inherit; color: inherit; background: transparent;
    border: 1px solid var(--line); border-radius: 4px; }
  input:focus-visible, button:focus-visible { outline: 3px solid var(--key); outline-offset: 1px; }
  button { width: 100%; margin-top: 24px; padding: 11px; font: inherit; font-weight: 600; cursor: pointer;
    color: var(--paper); background: var(--key); border: 0; border-radius: 4px; }
  button.quiet { margin-top: 12px; color: var(--key); background: transparent; border: 1px solid var(--line); }
  .bad { color: var(--bad); font-weight: 600; }
  small.bad { display: block; margin-top: 4px; }
`;

const LOG_OUT = `<form method="post" action="/admin/logout"><button class="quiet" type="submit">Log out</button></form>`;

function fieldHtml({ name, label, type, autocomplete, value = '', error }: Field, index: number): string {
  const problem = error ? ` aria-invalid="true" aria-describedby="${name}-error"` : '';
  return `<label for="${name}">${escapeHtml(label)}</label>
      <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${escapeHtml(value)}"
        required${index === 0 ? ' autofocus' : ''}${problem}>
      ${error ? `<small class="bad" id="${name}-error">${escapeHtml(error)}</small>` : ''}`;
}

/** A page with one form, for what stands outside AdminJS. It works without scripts. */
export function formPage({
  title,
  intro,
  action,
  fields,
  hidden = {},
  submit,
  error,
  logOut = false,
}: FormPage): string {
  const hiddenHtml = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(title)} · Signalbox</title>
  <link rel="icon" type="image/svg+xml" href="/admin/assets/signalbox.svg">
  <style>${STYLE}</style>
</head>
<body>
  <main>
    <p class="brand"><img src="/admin/assets/signalbox.svg" alt="" width="28" height="28"> Signalbox</p>
    <h1>${escapeHtml(title)}</h1>
    ${intro ? `<p>${escapeHtml(intro)}</p>` : ''}
    ${error ? `<p class="bad" role="alert">${escapeHtml(error)}</p>` : ''}
    <form method="post" action="${action}">
      ${hiddenHtml.join('\n')}
      ${fields.map(fieldHtml).join('\n')}
      <button type="submit">${escapeHtml(submit)}</button>
    </form>
    ${logOut ? LOG_OUT : ''}
  </main>
</body>
</html>
`;
}
