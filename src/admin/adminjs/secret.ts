import type { ActionResponse } from 'adminjs';

/** Words for a secret that a new record comes with. */
export interface SecretWords {
  label: string;
  note: string;
}

/** A secret as pages get it, to be shown once. */
export interface Secret extends SecretWords {
  value: string;
}

/** Secrets that people type are never shown, not even back to them. */
const isSecretField = (field: string): boolean => ['password', 'current_password', 'secret_access_key'].includes(field);

/** The record comes back with what the form sent; the secrets of it stay here. */
export function dropTypedSecrets(response: ActionResponse): ActionResponse {
  const params: Record<string, unknown> = response.record?.params ?? {};
  for (const field of Object.keys(params).filter(isSecretField)) delete params[field];
  return response;
}

/** Takes the secret that was made out of the new record and hands it to the page beside it, to be shown once. */
export const liftSecret =
  ({ label, note }: SecretWords) =>
  (response: ActionResponse): ActionResponse => {
    const { secret: value, ...params } = response.record?.params ?? {};
    if (typeof value !== 'string') return response;
    return { ...response, record: { ...response.record, params }, secret: { label, value, note } };
  };
