import { followUpsOf, pathwaysOf, saveFollowUp, savePathway } from '#db/programs/cte.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { addRatios, decimalText, type Ratio, ratio, ratioOfDecimal } from '#domain/system/fraction.ts';
import type { cteContract } from '#electron/contract/cte.contract.ts';
import type { AreaHandlers, Clock } from '#electron/data-process/call.ts';

const yearOr = (endYear: number | undefined, clock: Clock): number => endYear ?? schoolYearOf(clock.today());
const read = (text: string): Ratio => ratioOfDecimal(text) ?? ratio(0);

export const cteHandlers: AreaHandlers<keyof typeof cteContract> = {
  'cte.list': ({ endYear }, { file, clock }) => {
    const year = yearOr(endYear, clock);
    return {
      endYear: year,
      pathways: pathwaysOf(file.reader, year),
      followUps: followUpsOf(file.reader, year),
    };
  },

  'cte.save-pathway': ({ endYear, districtCredits, transferCredits, ...row }, { write, clock }) => {
    write('CTE pathway', (writer) =>
      savePathway(writer, {
        ...row,
        endYear: yearOr(endYear, clock),
        districtCredits: decimalText(read(districtCredits), 2),
        transferCredits: decimalText(read(transferCredits), 2),
        pathwayCredits: decimalText(addRatios(read(districtCredits), read(transferCredits)), 2),
        concentrator: row.concentrator ? 1 : 0,
        singleParent: row.singleParent === null ? null : row.singleParent ? 1 : 0,
      }),
    );
    return { done: true };
  },

  'cte.save-follow-up': ({ endYear, ...row }, { write, clock }) => {
    write('CTE follow-up', (writer) =>
      saveFollowUp(writer, { ...row, endYear: yearOr(endYear, clock) }, 'replace', clock.today()),
    );
    return { done: true };
  },
};
