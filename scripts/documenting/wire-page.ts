import { z } from 'zod';
import { recordTypes } from '#domain/sync/registry.ts';
import { changeEntry, changesQuery, changesReply } from '#sync/wire/changes.ts';
import { digestBucketReply, digestReply } from '#sync/wire/digest.ts';
import { filePartReply, filePartRequest, fileReply } from '#sync/wire/files.ts';
import {
  beginReadingReply,
  beginReadingRequest,
  endReadingReply,
  endReadingRequest,
  grantedQuery,
  grantedReply,
} from '#sync/wire/grant.ts';
import {
  cycleReply,
  cycleRequest,
  enrollDeviceReply,
  enrollDeviceRequest,
  identityReply,
  newDeviceRequest,
  nextSecretReply,
  tokenReply,
  tokenRequest,
} from '#sync/wire/identity.ts';
import {
  moveAnswerReply,
  moveAnswerRequest,
  movementsReply,
  releasedReply,
  releaseReply,
  releaseRequest,
  staysReply,
} from '#sync/wire/movement.ts';
import { operationsReply, operationsRequest, RULES } from '#sync/wire/operations.ts';
import { problemBody, problemKinds } from '#sync/wire/problem.ts';
import {
  CYCLE_HEADER,
  MAX_BODY_BYTES,
  MAX_OPERATIONS,
  MAX_SMALL_BODY_BYTES,
  PAGE_ENTRIES,
  PROTOCOL,
  PROTOCOL_HEADER,
  SCHEMA_VERSION,
  WAITING_HEADER,
} from '#sync/wire/protocol.ts';
import { historyReply } from '#sync/wire/record-history.ts';
import { referenceListReply, referenceQuery, referenceSetReply } from '#sync/wire/reference.ts';
import {
  assignStudentReply,
  assignStudentRequest,
  matchStudentReply,
  matchStudentRequest,
} from '#sync/wire/students.ts';

/** Every call of a computer, with what it carries. */
const CALLS: readonly (readonly [call: string, asks: z.ZodType | null, answers: z.ZodType])[] = [
  ['POST /oauth/token', tokenRequest, tokenReply],
  ['POST /v1/devices', enrollDeviceRequest, enrollDeviceReply],
  ['GET /v1/identity', null, identityReply],
  ['POST /v1/cycle', cycleRequest, cycleReply],
  ['POST /v1/devices/again', newDeviceRequest, enrollDeviceReply],
  ['POST /v1/devices/secret', null, nextSecretReply],
  ['GET /v1/changes', changesQuery, changesReply],
  ['POST /v1/operations', operationsRequest, operationsReply],
  ['GET /v1/digest', null, digestReply],
  ['GET /v1/digest?type=&bucket=', null, digestBucketReply],
  ['GET /v1/records/:type/:id', null, changeEntry],
  ['GET /v1/records/:type/:id/history', null, historyReply],
  ['POST /v1/files/:sha256', filePartRequest, filePartReply],
  ['GET /v1/files/:sha256?from=', null, fileReply],
  ['POST /v1/students/match', matchStudentRequest, matchStudentReply],
  ['POST /v1/students', assignStudentRequest, assignStudentReply],
  ['GET /v1/students/:stateId/stays', null, staysReply],
  ['GET /v1/movements', null, movementsReply],
  ['POST /v1/movements/:id/answer', moveAnswerRequest, moveAnswerReply],
  ['POST /v1/movements/:id/release', releaseRequest, releaseReply],
  ['GET /v1/movements/:id/records', null, releasedReply],
  ['POST /v1/movements/:id/grant', beginReadingRequest, beginReadingReply],
  ['POST /v1/grants/:id/end', endReadingRequest, endReadingReply],
  ['GET /v1/grants/:id/records', grantedQuery, grantedReply],
  ['GET /v1/reference', referenceQuery, referenceListReply],
  ['GET /v1/reference/:name', referenceQuery, referenceSetReply],
];

/** docs/sync-wire.md: headers, limits, schemas, rules and the field registry, as the program has them. */
export function wirePage(): string {
  return [
    '# The wire',
    'Made by `node scripts/write-docs.ts` from `sync/wire` and the field registry; do not edit. What it means is in [sync-protocol.md](sync-protocol.md).',
    '## Headers and limits',
    limits(),
    '## Calls',
    ...CALLS.map(
      ([call, asks, answers]) =>
        `### ${call}\n\n${asks ? `Asks:\n\n${schema(asks)}\n\n` : ''}Answers:\n\n${schema(answers)}`,
    ),
    '### Every answer that is not 2xx',
    schema(problemBody),
    `Kinds: ${problemKinds.map((kind) => `\`${kind}\``).join(', ')}.`,
    '## Rules of a rejection',
    Object.values(RULES)
      .map((rule) => `- \`${rule}\``)
      .join('\n'),
    '## The field registry',
    'Kinds of record in sending order. `*`: required; **key**: part of the natural key, from which the id follows; `→`: a reference.',
    ...recordTypes.map(registryTable),
    '',
  ].join('\n\n');
}

function limits(): string {
  const rows = [
    [`\`${PROTOCOL_HEADER}\``, `with every call: the protocol version, ${PROTOCOL.min} to ${PROTOCOL.max}`],
    [`\`${CYCLE_HEADER}\``, 'with `POST /v1/operations`: the nonce of the cycle'],
    [`\`${WAITING_HEADER}\``, 'with any call: how many records still wait to be sent'],
    ['schema version', `${SCHEMA_VERSION}`],
    ['operations in a request', `${MAX_OPERATIONS}`],
    ['entries in a page', `${PAGE_ENTRIES.usual}, at most ${PAGE_ENTRIES.max}`],
    ['bytes of a request', `${MAX_BODY_BYTES} for operations, ${MAX_SMALL_BODY_BYTES} for every other call`],
  ];
  return `| What | Value |\n| --- | --- |\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`;
}

function schema(type: z.ZodType): string {
  const { $schema: _, ...json } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return `\`\`\`json\n${JSON.stringify(json)}\n\`\`\``;
}

function registryTable({ name, label, fields, writtenBy }: (typeof recordTypes)[number]): string {
  const rows = Object.entries(fields).map(([field, one]) => {
    const kind = one.refersTo
      ? `→ ${one.refersTo}`
      : `${one.kind}${one.scale === undefined ? '' : ` (${one.scale})`}`;
    const marks = `${one.required ? '*' : ''}${one.key ? ' **key**' : ''}`;
    return `| \`${field}\`${marks} | ${one.label} | ${kind} | ${one.authority} | ${one.group ?? ''} | ${one.sensitivity} |`;
  });
  const writer = writtenBy === 'state' ? '. Only the state writes it.' : '';
  return `### ${name}\n\n${label}${writer}\n\n| Field | In words | Kind | Who decides | Group | Sensitivity |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}`;
}
