import './adminjs/environment.js';
import AdminJSExpress from '@adminjs/express';
import { Database } from '@adminjs/typeorm';
import AdminJS from 'adminjs';
import compression from 'compression';
import { type RequestHandler, Router } from 'express';
import { noteActor } from '../http/request-info.js';
import { consoleDashboard } from '../services/dashboard/console-dashboard.js';
import type { Deps } from '../services/deps.js';
import { guardActions, refuseBulkPages } from './adminjs/action-door.js';
import { assetVersions, createAssetsRouter } from './adminjs/assets.js';
import { callerOf } from './adminjs/caller.js';
import { Components, componentLoader } from './adminjs/component-loader.js';
import { localeOf } from './adminjs/locale.js';
import { hardenPages } from './adminjs/page-hardening.js';
import { readForm } from './adminjs/read-form.js';
import { readQuery } from './adminjs/read-query.js';
import type { ConsoleResource } from './adminjs/resource.js';
import { ServiceResource } from './adminjs/service-resource.js';
import { createChangePasswordRouter } from './login/change-password.routes.js';
import { requireCsrfToken, requireLogin } from './login/guard.js';
import { createLoginRouter } from './login/login.routes.js';
import { consolePassport, consoleSession } from './login/session.js';
import { apiKeysResource } from './resources/api-keys.resource.js';
import { auditResource } from './resources/audit.resource.js';
import { awsAccountsResource } from './resources/aws-accounts.resource.js';
import { eventsResource } from './resources/events.resource.js';
import { jobsResource } from './resources/jobs.resource.js';
import { monitoringSettingsResource } from './resources/monitoring-settings.resource.js';
import { tasksResource } from './resources/tasks.resource.js';
import { usersResource } from './resources/users.resource.js';

AdminJS.registerAdapter({ Database, Resource: ServiceResource });

/** What the console has, in the order of its menu. */
export const RESOURCES = [
  eventsResource,
  tasksResource,
  usersResource,
  awsAccountsResource,
  monitoringSettingsResource,
  apiKeysResource,
  auditResource,
  jobsResource,
];

function createAdmin(deps: Deps, resources: ConsoleResource[]): AdminJS {
  return new AdminJS({
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/logout',
    componentLoader,
    locale: localeOf(Object.assign({}, ...resources.map(({ words }) => words))),
    branding: {
      companyName: 'Signalbox',
      logo: '/admin/assets/signalbox-wide.svg',
      favicon: '/admin/assets/signalbox.svg',
      withMadeWithLove: false,
      // AdminJS's own grey is too pale for small text.
      theme: { colors: { grey60: '#666778' } },
    },
    settings: { defaultPerPage: 20 },
    dashboard: {
      component: Components.Dashboard,
      handler: (_request: unknown, _response: unknown, { currentAdmin }) =>
        consoleDashboard(deps, callerOf(currentAdmin)),
    },
    resources,
  });
}

const noteUser: RequestHandler = (req, _res, next) => {
  if (req.user) noteActor(req, req.user);
  next();
};

/** A call has its share of the process until its answer is over. */
const takeShare =
  ({ shares }: Deps): RequestHandler =>
  (req, res, next) => {
    const answer = () =>
      new Promise<void>((resolve) => {
        res.once('close', resolve);
        next();
      });
    shares.run(callerOf(req.session.adminUser), answer).catch(next);
  };

/**
 * The console. What guards it stands before AdminJS, which parses forms before it asks who sent them: assets, session,
 * login, then the check of login and token, and only then AdminJS itself.
 */
export function createConsole(deps: Deps): Router {
  // The session's cookie is for /admin as it is written, so other spellings are other paths.
  const router = Router({ caseSensitive: true });
  const versions = assetVersions();
  const passport = consolePassport(deps);
  router.use(createAssetsRouter(versions));
  router.use('/admin', compression(), consoleSession(deps), passport.initialize(), passport.session(), noteUser);
  router.use(createLoginRouter(deps, passport), createChangePasswordRouter(deps));
  router.use('/admin', requireLogin(deps), requireCsrfToken(deps), hardenPages(versions));
  router.use('/admin', takeShare(deps));
  const resources = RESOURCES.map((resourceOf) => resourceOf(deps));
  router.use('/admin/api', guardActions(deps, resources), readQuery);
  router.use('/admin', readForm, refuseBulkPages);
  const admin = createAdmin(deps, resources);
  router.use('/admin', AdminJSExpress.buildRouter(admin, Router({ caseSensitive: true })));
  return router;
}
