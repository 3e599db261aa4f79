import { useState } from 'react';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { CourtPaperForm, FosterForm } from '#renderer/people/paper-forms.tsx';
import { smallJpeg } from '#renderer/people/small-jpeg.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { phoneInWords } from '#renderer/shell/words.ts';

type Papers = Output<'people.papers'>;

/** Court papers with their ends, foster placements, and the yearly choice about the photo. */
export function PersonPapers({ studentId }: { studentId: string }) {
  const papers = useRead('people.papers', { studentId });
  const choices = useRead('enrollment.choices', {});
  const [court, setCourt] = useState<Papers['court'][number] | 'new' | null>(null);
  const [foster, setFoster] = useState<Papers['foster'][number] | 'new' | null>(null);
  const kind = (code: string): string =>
    choices.data?.court_paper_kind?.find((choice) => choice.code === code)?.label ?? code;
  return (
    <>
      <section className="card">
        <h2>Court papers and foster care</h2>
        <Failed of={papers.error} />
        <ul>
          {papers.data?.court.map((paper) => (
            <li key={paper.id} data-name>
              {kind(paper.kind)}: {paper.says}
              {paper.expiresOn && `, until ${dateInWords(paper.expiresOn)}`}{' '}
              <button type="button" className="plain" onClick={() => setCourt(paper)}>
                Open<span className="unseen"> {kind(paper.kind)}</span>
              </button>
            </li>
          ))}
          {papers.data?.foster.map((one) => (
            <li key={one.id} data-name>
              Foster placement {dateInWords(one.startDate)} to{' '}
              {one.endDate ? dateInWords(one.endDate) : 'now'}
              {one.caseworker && `; caseworker ${one.caseworker}`}
              {one.caseworkerPhone && `, ${phoneInWords(one.caseworkerPhone)}`}
              {one.agency && `, ${one.agency}`}{' '}
              <button type="button" className="plain" onClick={() => setFoster(one)}>
                Open<span className="unseen"> the foster placement</span>
              </button>
            </li>
          ))}
        </ul>
        <div className="row">
          <button type="button" onClick={() => setCourt('new')}>
            Add a court paper
          </button>
          <button type="button" onClick={() => setFoster('new')}>
            Add a foster placement
          </button>
        </div>
      </section>
      <PhotoChoice studentId={studentId} photos={papers.data?.photos ?? []} />
      {court && (
        <CourtPaperForm
          studentId={studentId}
          paper={court === 'new' ? null : court}
          onClose={() => setCourt(null)}
        />
      )}
      {foster && (
        <FosterForm
          studentId={studentId}
          placement={foster === 'new' ? null : foster}
          onClose={() => setFoster(null)}
        />
      )}
    </>
  );
}

const WHERE: Readonly<Record<NonNullable<Output<'people.photo'>>['where'], string>> = {
  here: 'On this computer; the next sync brings it to the office’s other computers.',
  state: 'The office’s other computers have it too, or fetch it with their next sync.',
  coming: 'The picture is on its way from another computer of the office.',
};

/** The choice of this year first; a photo only after "Opt In". */
function PhotoChoice({ studentId, photos }: { studentId: string; photos: Papers['photos'] }) {
  const status = useRead('district.status', {});
  const choices = useRead('enrollment.choices', {});
  const photo = useRead('people.photo', { studentId });
  const choose = useCommand('people.choose-photo');
  const save = useCommand('people.save-photo');
  const [error, setError] = useState<Error | null>(null);
  const [takenOn, setTakenOn] = useState('');
  const today = status.data?.today ?? '';
  const endYear = today ? schoolYearOf(today) : 0;
  const now = photos.find((one) => one.endYear === endYear)?.choice ?? '';
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      await save.mutateAsync({ studentId, image: await smallJpeg(file), takenOn: takenOn || today });
      setError(null);
      await photo.refetch();
      announce('The photo is kept.');
    } catch (failure) {
      setError(failure as Error);
    }
  };
  return (
    <section className="card">
      <h2>Photo</h2>
      <Choose
        label={`Missing-child repository, ${schoolYearInWords(endYear)}`}
        value={now}
        none="Nothing chosen"
        onChange={(choice) =>
          choose.mutate(
            { studentId, endYear, choice: choice || null, chosenOn: today },
            { onSuccess: () => void photo.refetch() },
          )
        }
        choices={choices.data?.photo_opt_in ?? []}
      />
      <p className="soft small">
        Asked again every school year. Without “Opt In” no photo is kept. A photo stays on the computer where
        it was added: other computers of the office do not have it.
      </p>
      {now === 'IN' && (
        <Field
          name="takenOn"
          label="Day it was taken"
          type="date"
          max={today}
          value={takenOn || today}
          onChange={(event) => setTakenOn(event.target.value)}
        />
      )}
      {now === 'IN' && (
        <div className="field">
          <label htmlFor="photo-file">Photo (JPEG or PNG)</label>
          <input
            id="photo-file"
            type="file"
            accept="image/jpeg,image/png"
            onChange={(event) => void take(event.target.files?.[0])}
          />
          <span className="soft small">It is made small, and what the camera wrote into it is left out.</span>
        </div>
      )}
      {photo.data && (
        <p className="soft small">
          Taken {dateInWords(photo.data.takenOn)}. {WHERE[photo.data.where]}
        </p>
      )}
      <Failed of={error ?? choose.error} />
    </section>
  );
}
