import { useRead } from '#renderer/bridge/use-call.ts';
import { type AdultDraft, emptyAdult } from '#renderer/enrollment/family-draft.ts';
import type { StepProps } from '#renderer/enrollment/family-form.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import styles from './enrollment.module.css';

/** The adults in the order in which they are called. */
export function AdultsStep({ draft, change }: StepProps) {
  const { adults } = draft;
  const set = (at: number, part: Partial<AdultDraft>): void =>
    change({ adults: adults.map((adult, place) => (place === at ? { ...adult, ...part } : adult)) });
  const swap = (at: number): void => {
    const next = [...adults];
    next.splice(at - 1, 2, ...adults.slice(at - 1, at + 1).reverse());
    change({ adults: next });
  };
  return (
    <>
      <p className="soft">In the order in which the school calls them.</p>
      {adults.map((adult, at) => (
        <div key={adult.key} className={styles.one}>
          <AdultFields
            adult={adult}
            at={at}
            second={draft.secondHome !== null}
            onChange={(part) => set(at, part)}
          />
          <div className="row">
            {at > 0 && (
              <button type="button" className="plain" onClick={() => swap(at)}>
                Call earlier<span className="unseen"> adult {at + 1}</span>
              </button>
            )}
            <button
              type="button"
              className="plain"
              onClick={() => change({ adults: adults.filter((_, place) => place !== at) })}
            >
              Take off the form<span className="unseen"> adult {at + 1}</span>
            </button>
          </div>
        </div>
      ))}
      <p>
        <button
          type="button"
          onClick={() => change({ adults: [...adults, emptyAdult(draft.children[0]?.lastName ?? '')] })}
        >
          Another adult
        </button>
      </p>
    </>
  );
}

function AdultFields({
  adult,
  at,
  second,
  onChange,
}: {
  adult: AdultDraft;
  at: number;
  second: boolean;
  onChange: (part: Partial<AdultDraft>) => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const text = (part: 'firstName' | 'lastName' | 'phone' | 'email' | 'legalNote', label: string) => (
    <Field
      name={`adults.${at}.${part}`}
      label={label}
      value={adult[part]}
      onChange={(event) => onChange({ [part]: event.target.value })}
    />
  );
  const tick = (part: 'mayPickUp' | 'getsMail', label: string) => (
    <label>
      <input
        type="checkbox"
        checked={adult[part]}
        onChange={(event) => onChange({ [part]: event.target.checked })}
      />{' '}
      {label}
    </label>
  );
  return (
    <fieldset>
      <legend data-name>
        {at + 1}. {adult.personId ? adult.firstName : 'Adult'}
      </legend>
      {!adult.personId && (
        <>
          <div className="row">
            {text('firstName', 'First name')}
            {text('lastName', 'Last name')}
          </div>
          <div className="row">
            {text('phone', 'Phone')}
            <Choose
              label="Kind of phone"
              value={adult.phoneKind}
              none="Not said"
              onChange={(phoneKind) => onChange({ phoneKind })}
              choices={choices.data?.phone_kind ?? []}
            />
            {text('email', 'E-mail')}
          </div>
        </>
      )}
      <div className="row">
        <Choose
          label="Is to the children"
          value={adult.kind}
          none="Not said"
          onChange={(kind) => onChange({ kind })}
          choices={choices.data?.relationship_kind ?? []}
        />
        <Choose
          label="Lives"
          value={adult.home}
          onChange={(home) => onChange({ home: home as AdultDraft['home'] })}
          choices={[
            { code: 'first', label: 'with the children' },
            ...(second ? [{ code: 'second', label: 'in the second home' }] : []),
            { code: 'none', label: 'elsewhere' },
          ]}
        />
        {tick('mayPickUp', 'May pick up')}
        {tick('getsMail', 'Gets mail')}
      </div>
      {text('legalNote', 'Custody or legal note')}
    </fieldset>
  );
}
