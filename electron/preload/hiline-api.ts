// The type of `window.hiline`. The contract's own types are filled in where the screens use it (renderer/bridge).
import type { Answer, EventMessage } from '#electron/contract/port.ts';

/** Calls by their name `area.verb`, with what goes in and what comes out. */
export type CallTypes = Record<string, { readonly input: unknown; readonly output: unknown }>;

type Area<Name> = Name extends `${infer A}.${string}` ? A : never;
type Verb<Name, A extends string> = Name extends `${A}.${infer V}` ? V : never;

type Areas<C extends CallTypes> = {
  readonly [A in Area<keyof C>]: {
    readonly [V in Verb<keyof C, A>]: (
      input: C[`${A}.${V}`]['input'],
      commandId?: string,
    ) => Promise<Answer<C[`${A}.${V}`]['output']>>;
  };
};

export type HilineApi<C extends CallTypes = CallTypes> = Areas<C> & {
  /** Called for every message the data process pushes; gives a function that ends it. */
  readonly onEvent: (listener: (event: EventMessage) => void) => () => void;
  /** `false`: the data process stopped. `true`: a new one is there (and nobody is signed in). */
  readonly onPortChange: (listener: (open: boolean) => void) => () => void;
  /** A print page says that everything, fonts too, is drawn. */
  readonly printReady: () => void;
};
