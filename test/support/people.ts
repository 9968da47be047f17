import { v7 as uuidv7 } from 'uuid';
import type { SessionKind } from '../../src/entities/session.entity.js';
import type { Role } from '../../src/entities/user.entity.js';
import { signAccessToken } from '../../src/services/auth/tokens.js';
import type { Caller, UserActor } from '../../src/services/core/access/actor.js';
import { clock } from './clock.js';
import { config, sql } from './world.js';

/** The password of every user that is built, and its hash: hashing it each time would take a quarter of a second. */
export const PASSWORD = 'correct horse battery staple';
export const PASSWORD_HASH = '$2b$12$JU6KgYn1T153dfSBnXKL4unkzpW9gIkhHSjDaZm0z.wulMzdOVea6';

/** Of a session that is open for a month: an access token as if it had been refreshed just now. */
class Session {
  constructor(
    private readonly user_id: string,
    readonly session_id: string,
  ) {}

  get token(): string {
    return signAccessToken(config, { sub: this.user_id, sid: this.session_id }, clock.now());
  }
}

export interface TestUser extends Session {
  id: string;
  email: string;
  full_name: string;
  role: Role;
  must_change_password: boolean;
}

type UserFields = Partial<Pick<TestUser, 'email' | 'full_name' | 'role' | 'must_change_password'>> & {
  is_active?: boolean;
  responsible_province?: string | null;
  last_login?: Date | null;
  created_at?: Date;
};

let made = 0;

/** A user who is logged in. */
export async function aUser(fields: UserFields = {}): Promise<TestUser> {
  const number = ++made;
  const user = {
    id: uuidv7(),
    email: `user-${number}@example.com`,
    full_name: `User Number ${number}`,
    role: 'user' as Role,
    is_active: true,
    must_change_password: false,
    responsible_province: null,
    last_login: null,
    created_at: clock.now(),
    ...fields,
  };
  await sql(
    `INSERT INTO users (id, email, full_name, role, is_active, must_change_password, responsible_province, last_login,
       created_at, updated_at, password_hash, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, 1)`,
    [...Object.values(user), PASSWORD_HASH],
  );
  const { id, email, full_name, role, must_change_password } = user;
  return Object.assign(await openSession(id), { id, email, full_name, role, must_change_password });
}

/** Another session of a user. */
export async function openSession(userId: string, kind: SessionKind = 'api'): Promise<Session> {
  const id = uuidv7();
  await sql(
    `INSERT INTO sessions (id, user_id, kind, remember_me, created_at, last_seen_at, expires_at)
     VALUES ($1, $2, $4, false, $3, $3, $3::timestamptz + interval '30 days')`,
    [id, userId, clock.now(), kind],
  );
  return new Session(userId, id);
}

/** One user of each role. */
export async function oneOfEachRole(): Promise<Record<Role, TestUser>> {
  const [admin, manager, user, viewer] = await Promise.all(
    (['admin', 'manager', 'user', 'viewer'] as const).map((role) => aUser({ role })),
  );
  return { admin, manager, user, viewer } as Record<Role, TestUser>;
}

const fieldsOf = ({ id, email, role, must_change_password, session_id }: TestUser) => ({
  id,
  email,
  role,
  must_change_password,
  session_id,
});

/** The user as a caller of services, for what a test prepares. */
export const callerOf = (user: TestUser): Caller<UserActor> => ({
  actor: { type: 'user', ...fieldsOf(user) },
  via: 'api',
  request: { id: null, ip: null, user_agent: null },
});
