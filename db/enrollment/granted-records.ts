import { grantedCopy, grantNumbered, type ListedGrant } from '#db/enrollment/grants.ts';
import { type RecordTable, tablesOf } from '#db/enrollment/received-records.ts';
import type { Reader } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';

/** What another district has, in words. */
export interface GrantedRecords {
  grant: ListedGrant;
  readAt: string;
  tables: RecordTable[];
}

/** What a grant opens, as it was when it was last read. Throws a Failure when nothing of it is here. */
export function grantedRecords(reader: Reader, id: string): GrantedRecords {
  const grant = grantNumbered(reader, id);
  const copy = grantedCopy(reader, id);
  if (!copy)
    throw new Failure(
      'not-found',
      grant.endedAt === null
        ? 'These records were not read yet. Read them when there is a line to the state.'
        : `${grant.other.name} has ended the reading. Its records are not here any more.`,
    );
  return { grant, readAt: copy.at, tables: tablesOf(reader, JSON.parse(copy.reply)) };
}
