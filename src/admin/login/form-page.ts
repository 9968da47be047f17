import { escapeHtml, plainPage } from './plain-page.js';

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
  /** Whether one can leave it for the console. */
  back?: boolean;
}

const BACK = `<p class="back"><a href="/admin">Back to the console</a></p>`;

const LOG_OUT = `<form method="post" action="/admin/logout"><button class="second" type="submit">Log out</button></form>`;

const fieldHtml = (focused: Field | undefined) => (field: Field) => {
  const { name, label, type, autocomplete, value = '', error } = field;
  const problem = error ? ` aria-invalid="true" aria-describedby="${name}-error"` : '';
  return `<label for="${name}">${escapeHtml(label)}</label>
      <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${escapeHtml(value)}"
        required${field === focused ? ' autofocus' : ''}${problem}>
      ${error ? `<small class="bad" id="${name}-error">${escapeHtml(error)}</small>` : ''}`;
};

/** A page with one form. */
export function formPage({
  title,
  intro,
  action,
  fields,
  hidden = {},
  submit,
  error,
  logOut = false,
  back = false,
}: FormPage): string {
  const hiddenHtml = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  return plainPage(
    title,
    `${intro ? `<p>${escapeHtml(intro)}</p>` : ''}
    ${error ? `<p class="bad" role="alert">${escapeHtml(error)}</p>` : ''}
    <form method="post" action="${action}">
      ${hiddenHtml.join('\n')}
      ${fields.map(fieldHtml(firstToFill(fields))).join('\n')}
      <button type="submit">${escapeHtml(submit)}</button>
    </form>
    ${logOut ? LOG_OUT : ''}
    ${back ? BACK : ''}`,
  );
}

/** What one goes on typing in. */
const firstToFill = (fields: Field[]): Field | undefined => fields.find(({ value }) => !value);
