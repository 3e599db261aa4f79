import { z } from 'zod';
import { changesReply } from '#sync/wire/changes.ts';
import { cursorText } from '#sync/wire/cursor.ts';
import { counter, instantText, uuid } from '#sync/wire/protocol.ts';

/** `POST /oauth/token`, JSON or form-encoded. */
export const tokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: uuid,
  client_secret: z.string().min(20).max(200),
});
export type TokenRequest = z.infer<typeof tokenRequest>;

/** `expires_in` in seconds: 30 minutes. */
export const tokenReply = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int().positive(),
});
export type TokenReply = z.infer<typeof tokenReply>;

/**
 * `POST /v1/devices/secret`: the computer's next secret. The old one works until the new one is first used at the token
 * call, so keep the new one safely before using it; a lost answer is simply asked for again.
 */
export const nextSecretReply = z.object({ clientSecret: z.string() });
export type NextSecretReply = z.infer<typeof nextSecretReply>;

/** Base64 of 32 bytes. */
const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

/**
 * The state's public keys for packages: `signing` is its Ed25519 key, whose SHA-256 (of the SPKI) is the fingerprint
 * given with every enrollment code; `encryption` its X25519 key; `signature` is `signing`'s over the bytes
 * `"hi-line package key 1" ‖ encryption`.
 */
export const stateKeys = z.object({ signing: key, encryption: key, signature: z.string().max(200) });
export type StateKeys = z.infer<typeof stateKeys>;

/** `GET /v1/identity`: who answers. `district` is null without a token. `service` tells it from a captive portal. */
export const identityReply = z.object({
  service: z.literal('hi-line-state'),
  serverId: uuid,
  epoch: uuid,
  district: z.object({ number: z.string(), name: z.string() }).nullable(),
  protocol: z.object({ min: counter, max: counter }),
  schemaVersion: counter,
  keyFingerprint: z.string(),
  keys: stateKeys.optional(),
  time: instantText,
});
export type IdentityReply = z.infer<typeof identityReply>;

const cycleNonce = z.string().regex(/^[0-9a-f-]{16,64}$/);

/**
 * `POST /v1/cycle`, the first call of every cycle: kept safely by the device before it is sent. `last` is the nonce of
 * its newest cycle that was answered (null before the first), `proposed` a new random one. The state takes only its own
 * newest one as `last`, or an exact repeat; anything else is answered 409 `device-forked` (M13). Another `epoch` than the
 * state's is answered 410 `epoch-changed` with the new one, and nothing is taken (M12).
 */
export const cycleRequest = z.object({
  epoch: uuid,
  last: cycleNonce.nullable(),
  proposed: cycleNonce,
  /** The device's place in the stream: the first page of changes then comes with the answer, one trip saved. */
  since: cursorText.optional(),
});
export type CycleRequest = z.infer<typeof cycleRequest>;

/**
 * `epochSeq`: where this epoch began in the district's stream; entries up to there are as the backup had them. `page`: as
 * `GET /v1/changes` would answer to `since`; absent where none was asked for or the place is not one of this state's.
 */
export const cycleReply = identityReply.extend({ epochSeq: counter, page: changesReply.optional() });
export type CycleReply = z.infer<typeof cycleReply>;

/**
 * `POST /v1/devices/again`: a new client id for a copy of a computer's file, in the same district. `requestId` is kept
 * before it is sent; a repeat gets the same answer. Answers as `POST /v1/devices` does.
 */
export const newDeviceRequest = z.object({ requestId: uuid });
export type NewDeviceRequest = z.infer<typeof newDeviceRequest>;

/** Ids of the district records that the file has: of none, it is set up as a further computer of an office. */
/** Ids of the districts that a file has at connecting. */
export const ownDistricts = z.array(uuid).max(50);
/** Whether it has pupils: then it is let in beside other districts, and its pupils are matched. */
export const ownPupils = z.boolean();

/**
 * `POST /v1/devices`: spends a one-time code. `publicKey` (PEM or base64) lets a lost answer be asked for again. Where the
 * state has district records, or another computer has told of its own and not sent them yet, and they are not among
 * `districts` of a file without pupils, the answer is 409 `code-refused` and the code stays good.
 */
export const enrollDeviceRequest = z.object({
  code: z.string().min(16).max(40),
  deviceName: z.string().trim().min(1).max(80),
  publicKey: z.string().min(16).max(2000).optional(),
  districts: ownDistricts.optional(),
  pupils: ownPupils.optional(),
});
export type EnrollDeviceRequest = z.infer<typeof enrollDeviceRequest>;

export const enrollDeviceReply = z.object({
  clientId: uuid,
  clientSecret: z.string(),
  districtNumber: z.string(),
  districtName: z.string(),
  serverId: uuid,
  epoch: uuid,
  keyFingerprint: z.string(),
});
export type EnrollDeviceReply = z.infer<typeof enrollDeviceReply>;
