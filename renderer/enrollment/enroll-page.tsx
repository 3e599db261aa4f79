import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { call } from '#renderer/bridge/call.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { emptyAdult, emptyChild, emptyHome, type FamilyDraft } from '#renderer/enrollment/family-draft.ts';
import { FamilyForm } from '#renderer/enrollment/family-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { momentInWords } from '#renderer/shell/words.ts';

interface Wanted {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
}

/** Search first; adding somebody is offered only after it. Then the whole family in one form. */
export default function EnrollPage() {
  const [search] = useSearchParams();
  const [draft, setDraft] = useState<FamilyDraft | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const again = search.get('person');

  const begin = async (wanted: Wanted, personId?: string): Promise<void> => {
    try {
      setDraft(personId ? await familyOf(personId) : newFamily(wanted));
      setError(null);
    } catch (failure) {
      setError(failure as Error);
    }
  };
  return (
    <>
      <h1>Enroll a family</h1>
      <Failed of={error} />
      {draft ? (
        <FamilyForm key={draft.id} first={draft} onLeave={() => setDraft(null)} />
      ) : (
        <>
          <Stopped onResume={setDraft} />
          <LookFirst again={again} onChosen={begin} />
        </>
      )}
    </>
  );
}

/** Forms stopped in the middle: on with one, or away with it. */
function Stopped({ onResume }: { onResume: (draft: FamilyDraft) => void }) {
  const drafts = useRead('families.drafts', {});
  const remove = useCommand('families.remove-draft');
  const [error, setError] = useState<Error | null>(null);
  const { refetch } = drafts;
  // A draft is no record: nobody tells of it, so it is looked for whenever the list is shown.
  useEffect(() => void refetch(), [refetch]);
  const resume = async (id: string): Promise<void> => {
    try {
      onResume(JSON.parse((await call('families.draft', { id })).body) as FamilyDraft);
    } catch (failure) {
      setError(failure as Error);
    }
  };
  if (!drafts.data || drafts.data.length === 0) return <Failed of={drafts.error} />;
  return (
    <section className="card" aria-labelledby="stopped">
      <h2 id="stopped">Not finished yet</h2>
      <Failed of={error ?? remove.error} />
      <ul>
        {drafts.data.map((one) => (
          <li key={one.id} data-name>
            {one.title}{' '}
            <span className="soft">
              ({one.byName}, {momentInWords(one.at)})
            </span>{' '}
            <button type="button" onClick={() => void resume(one.id)}>
              Go on<span className="unseen"> with {one.title}</span>
            </button>{' '}
            <button
              type="button"
              className="plain"
              onClick={() => remove.mutate({ id: one.id }, { onSuccess: () => void refetch() })}
            >
              Throw away<span className="unseen"> {one.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LookFirst({
  again,
  onChosen,
}: {
  again: string | null;
  onChosen: (wanted: Wanted, personId?: string) => Promise<void>;
}) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const matches = useRead('enrollment.matches', wanted ?? { lastName: '', firstName: '', birthDate: null }, {
    enabled: wanted !== null,
  });
  return (
    <>
      {again && (
        <p className="notice">
          <button
            type="button"
            onClick={() => void onChosen({ lastName: '', firstName: '', birthDate: '' }, again)}
          >
            Enroll the pupil you came from
          </button>
        </p>
      )}
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string): string => String(form.get(name) ?? '').trim();
          setWanted({
            lastName: text('lastName'),
            firstName: text('firstName'),
            birthDate: text('birthDate'),
          });
        }}
      >
        <h2>Look first</h2>
        <p className="soft">One child of the family is enough.</p>
        <div className="row">
          <Field name="lastName" label="Legal last name" required autoFocus />
          <Field name="firstName" label="Legal first name" required />
          <Field name="birthDate" label="Birth date" type="date" required />
        </div>
        <button type="submit" className={wanted ? undefined : 'main'}>
          Search
        </button>
      </form>
      <Failed of={matches.error} />
      {wanted && matches.data && (
        <section className="card">
          <h2>Is the child already here?</h2>
          {matches.data.length === 0 ? (
            <p>Nobody like this is here.</p>
          ) : (
            <ul>
              {matches.data.map((match) => (
                <li key={match.personId} data-name>
                  <strong>{match.name}</strong>,{' '}
                  {match.birthDate ? dateInWords(match.birthDate) : 'no birth date'}, {match.detail}{' '}
                  <span className="soft">({match.why})</span>{' '}
                  <button type="button" onClick={() => void onChosen(wanted, match.personId)}>
                    This is the child
                  </button>{' '}
                  <Link to={`/people/${match.personId}`}>Open</Link>
                </li>
              ))}
            </ul>
          )}
          <button type="button" className="main" onClick={() => void onChosen(wanted)}>
            {matches.data.length === 0 ? 'Add a new family' : 'None of these: add a new family'}
          </button>
        </section>
      )}
    </>
  );
}

function newFamily(wanted: Wanted): FamilyDraft {
  return {
    id: crypto.randomUUID(),
    step: 0,
    home: emptyHome(),
    secondHome: null,
    adults: [emptyAdult(wanted.lastName)],
    children: [
      {
        ...emptyChild(),
        lastName: wanted.lastName,
        firstName: wanted.firstName,
        birthDate: wanted.birthDate,
      },
    ],
  };
}

/** Somebody who is here already: household and adults are not asked again. */
async function familyOf(personId: string): Promise<FamilyDraft> {
  const page = await call('people.page', { personId });
  const [home] = await call('families.households', { personId });
  const { address } = page;
  return {
    id: crypto.randomUUID(),
    step: 0,
    home: {
      ...emptyHome(),
      ...(home ? { id: home.id } : {}),
      street: home?.street ?? address.street ?? '',
      city: home?.city ?? address.city ?? '',
      state: home?.state ?? address.state ?? 'MT',
      zip: home?.zip ?? address.zip ?? '',
      phone: home?.phone ?? '',
      language: home?.language ?? page.demographics.homeLanguage ?? '',
    },
    secondHome: null,
    adults: page.adults.map((adult) => ({
      ...emptyAdult(''),
      personId: adult.adultId,
      firstName: adult.name,
      kind: adult.kind ?? '',
      home: adult.livesWith ? 'first' : 'none',
      mayPickUp: adult.mayPickUp,
      getsMail: adult.getsMail,
      legalNote: adult.custodyNote ?? '',
      phone: adult.phones[0] ?? '',
    })),
    children: [
      {
        ...emptyChild(),
        personId,
        lastName: page.details.lastName,
        firstName: page.details.firstName,
        middleName: page.details.middleName ?? '',
        usualName: page.details.usualName ?? '',
        birthDate: page.details.birthDate ?? '',
        gender: page.details.gender ?? '',
      },
    ],
  };
}
