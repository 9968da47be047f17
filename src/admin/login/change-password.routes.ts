import express, { Router } from 'express';
import { requestInfo } from '../../http/request-info.js';
import { AppError, type Details } from '../../services/core/errors.js';
import type { Deps } from '../../services/deps.js';
import { changePassword } from '../../services/users/change-password.js';
import { performCounted } from '../adminjs/perform-counted.js';
import { formPage } from './form-page.js';
import { CHANGE_PASSWORD_PATH, LOGIN_PATH, requireSameOrigin } from './guard.js';
import { sendRefusedForm } from './refused-form.js';

/** One's own password; who must change it is sent here from every other page. */
export function createChangePasswordRouter(deps: Deps): Router {
  const router = Router({ caseSensitive: true });
  router.get(CHANGE_PASSWORD_PATH, (req, res) => {
    if (!req.user) return res.redirect(LOGIN_PATH);
    res.send(page(req.user.must_change_password));
  });
  router.post(
    CHANGE_PASSWORD_PATH,
    requireSameOrigin(deps),
    express.urlencoded({ extended: false, limit: '16kb' }),
    async (req, res) => {
      const { user } = req;
      if (!user) return res.redirect(LOGIN_PATH);
      const { current_password, new_password, repeated } = (req.body ?? {}) as Record<string, unknown>;
      try {
        if (new_password !== repeated) {
          throw new AppError('VALIDATION_FAILED', { details: { repeated: 'is not the same' } });
        }
        const caller = { actor: user, via: 'console', request: requestInfo(req) } as const;
        await performCounted(deps, caller, changePassword, { input: { current_password, new_password } });
      } catch (error) {
        if (!(error instanceof AppError) || ![422, 429].includes(error.status)) throw error;
        return sendRefusedForm(res, error, page(user.must_change_password, error));
      }
      res.redirect('/admin');
    },
  );
  return router;
}

function page(isForced: boolean, refusal?: AppError): string {
  const problems: Details = refusal?.details ?? {};
  return formPage({
    title: 'Change your password',
    intro: isForced
      ? 'The password that you were given is for the first login only. Choose your own to go on.'
      : 'Your other sessions will end.',
    action: CHANGE_PASSWORD_PATH,
    logOut: true,
    back: !isForced,
    fields: [
      {
        name: 'current_password',
        label: 'Current password',
        type: 'password',
        autocomplete: 'current-password',
        error: problems.current_password,
      },
      {
        name: 'new_password',
        label: 'New password (at least 8 characters)',
        type: 'password',
        autocomplete: 'new-password',
        error: problems.new_password,
      },
      {
        name: 'repeated',
        label: 'New password again',
        type: 'password',
        autocomplete: 'new-password',
        error: problems.repeated,
      },
    ],
    submit: 'Change password',
    error: refusal && (refusal.status === 429 ? refusal.message : 'The password was not changed.'),
  });
}
