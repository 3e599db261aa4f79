import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed } from '#db/system/rows.ts';
import { shippedId } from '#domain/sync/natural-id.ts';
import comments from '#resources/marks/comments.json' with { type: 'json' };
import letters from '#resources/marks/letters.json' with { type: 'json' };
import passFail from '#resources/marks/pass-fail.json' with { type: 'json' };
import standards from '#resources/marks/standards.json' with { type: 'json' };

interface ScaleFile {
  readonly name: string;
  readonly values: readonly {
    mark: string;
    label?: string | null;
    points?: string | null;
    lowPercent?: string | null;
    passing: number;
  }[];
}

/** Grading scales and comments a new district starts with. Local defaults: a district edits them. */
export function putDefaultScales(writer: Writer): void {
  for (const scale of [letters, passFail, standards] as unknown as ScaleFile[]) {
    const scaleId = shippedId('markScale', scale.name);
    put(writer, 'markScale', { id: scaleId, name: scale.name });
    scale.values.forEach((value, position) => {
      putKeyed(writer, 'markScaleValue', {
        scaleId,
        mark: value.mark,
        label: value.label ?? null,
        position,
        points: value.points ?? null,
        lowPercent: value.lowPercent ?? null,
        passing: value.passing ? 1 : 0,
      });
    });
  }
  for (const comment of comments.comments)
    putKeyed(writer, 'markComment', { number: comment.number, text: comment.text });
}
