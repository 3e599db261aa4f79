// Written into the bundles by scripts/build.ts.
/** True in a build made for the stand-in Electron, which serves tests on closed networks and never ships. */
declare const __STAND_IN__: boolean;
declare const __APP_VERSION__: string;
/** Names of all contract entries, as `area.verb`; the preload makes one function of each. */
declare const __ENTRY_NAMES__: readonly string[];
