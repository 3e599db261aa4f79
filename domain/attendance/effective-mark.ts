import type { Row } from '#domain/sync/registry.ts';

/** The part of a mark that counts. */
export type BlockMark = Pick<Row<'attendanceMark'>, 'block' | 'source' | 'code' | 'minutes'>;

const RANK: Readonly<Record<string, number>> = { office: 2, teacher: 1 };

/**
 * One mark per block out of all that were made on one day: the office's mark wins over the teacher's. A cleared mark
 * (null code) says nothing, so the other one holds again; the office overrules a teacher's absence with the code for
 * present. The order of the marks does not matter.
 */
export function effectiveMarks<M extends BlockMark>(marks: readonly M[]): ReadonlyMap<string, M> {
  const byBlock = new Map<string, M>();
  for (const mark of marks) {
    if (mark.code === null) continue;
    const held = byBlock.get(mark.block);
    if (!held || rank(mark) > rank(held)) byBlock.set(mark.block, mark);
  }
  return byBlock;
}

function rank(mark: BlockMark): number {
  return RANK[mark.source] ?? 0;
}
