import { gunzipSync } from 'node:zlib';
import type { Writer } from '#db/system/connection.ts';
import { put } from '#db/system/rows.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';
