import { Router } from 'express';
import type { Deps } from '../services/core/deps.js';

export async function createConsole(_deps: Deps): Promise<Router> {
  return Router();
}
