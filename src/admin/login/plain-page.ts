/** Text as HTML shows it. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

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
  button.second { margin-top: 12px; color: var(--key); background: transparent; border: 1px solid var(--line); }
  a { color: var(--key); }
  a:focus-visible { outline: 3px solid var(--key); outline-offset: 1px; }
  .back { margin: 20px 0 0; text-align: center; }
  .quiet { margin: 24px 0 0; opacity: .8; font-size: 14px; overflow-wrap: anywhere; }
  .bad { color: var(--bad); font-weight: 600; }
  small.bad { display: block; margin-top: 4px; }
`;

/** A page of what stands outside AdminJS. It works without scripts. */
export const plainPage = (title: string, body: string): string => `<!doctype html>
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
    ${body}
  </main>
</body>
</html>
`;
