import { tokens } from '../services/auth/open-session.js';
import { userSchema } from './users.view.js';

export const loginSchema = tokens.extend({ user: userSchema }).meta({ id: 'Login' });
