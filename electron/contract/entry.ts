import type { z } from 'zod';
import type { Role } from '#domain/accounts/roles.ts';

/**
 * One call a screen or a script may make. Types, preload, the data process's server, role checks, the headless command
 * line and docs/contract.md all derive from it.
 */
export interface Entry<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'command';
  /** `desktop` entries need Electron (printing); `data` ones run in plain Node too. */
  readonly host: 'data' | 'desktop';
  /** Who may call it. `anyone`: also before anybody has signed in. */
  readonly roles: readonly Role[] | 'anyone';
  readonly about: string;
  readonly input: I;
  readonly output: O;
}

type Shape<I extends z.ZodType, O extends z.ZodType> = Pick<
  Entry<I, O>,
  'roles' | 'about' | 'input' | 'output'
> & {
  readonly host?: 'data' | 'desktop';
};

/** Reads; changes nothing. */
export function query<I extends z.ZodType, O extends z.ZodType>(shape: Shape<I, O>): Entry<I, O> {
  return { host: 'data', ...shape, kind: 'query' };
}

/** Changes something. May carry a command id, so that a retry after a crash applies once. */
export function command<I extends z.ZodType, O extends z.ZodType>(shape: Shape<I, O>): Entry<I, O> {
  return { host: 'data', ...shape, kind: 'command' };
}
