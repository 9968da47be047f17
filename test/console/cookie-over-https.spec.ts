import { expect } from 'chai';
import express from 'express';
import { errorPage } from '../../src/admin/login/error-page.js';
import { createLoginRouter } from '../../src/admin/login/login.routes.js';
import { consolePassport, consoleSession } from '../../src/admin/login/session.js';
import { sendErrors } from '../../src/http/error-response.js';
import { identifyRequest } from '../../src/http/request-info.js';
import { withServer } from '../support/own-app.js';
import { aUser, PASSWORD } from '../support/people.js';
import { config, deps } from '../support/world.js';

describe('The session cookie over https', () => {
  it('is bound to this host and to TLS by its name, and goes with the logout', async () => {
    const https = { ...deps, config: { ...config, PUBLIC_URL: 'https://signalbox.example.com' } };
    const passport = consolePassport(https);
    const app = express().set('trust proxy', 1).use(identifyRequest);
    app.use('/admin', consoleSession(https), passport.initialize(), passport.session());
    app.use(createLoginRouter(https, passport), sendErrors(deps, errorPage));
    await withServer(app, async (origin) => {
      const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
        fetch(`${origin}${path}`, {
          method: 'POST',
          body: new URLSearchParams(form),
          headers: { 'x-forwarded-proto': 'https', ...headers },
          redirect: 'manual',
        });
      const { email } = await aUser();
      const done = await post('/admin/login', { email, password: PASSWORD });
      const [token = '', session = ''] = done.headers.getSetCookie().sort();
      expect(session).to.match(/^__Host-signalbox\.sid=.*; Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
      expect(session).not.to.contain('Domain');
      expect(token).to.match(/^XSRF-TOKEN=.*; Path=\/admin; Secure; SameSite=Lax$/);
      const cookie = session.split(';', 1)[0] as string;
      expect((await fetch(`${origin}/admin/login`, { headers: { cookie }, redirect: 'manual' })).status).to.equal(302);
      const out = await post('/admin/logout', {}, { cookie });
      expect(out.headers.getSetCookie()[0]).to.match(
        /^__Host-signalbox\.sid=; Path=\/; Expires=Thu, 01 Jan 1970.*Secure/,
      );
    });
  });
});
