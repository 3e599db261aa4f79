import type { Contract, EntryName } from '#electron/contract/contract.ts';
import type { Call, Handler, SignedInCall } from '#electron/data-process/call.ts';
import { accountsHandlers, signInHandlers } from '#electron/data-process/handlers/accounts.handlers.ts';
import { districtHandlers } from '#electron/data-process/handlers/district.handlers.ts';

/** A handler for every entry of the contract, or this does not compile. */
type Handlers = {
  readonly [N in EntryName]: Handler<N, Contract[N]['roles'] extends 'anyone' ? Call : SignedInCall>;
};

export const handlers: Handlers = {
  ...districtHandlers,
  ...signInHandlers,
  ...accountsHandlers,
};
