import { emptyHome, type HomeDraft } from '#renderer/enrollment/family-draft.ts';
import type { StepProps } from '#renderer/enrollment/family-form.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** Where the family lives. Typed once for everybody; a second home for parents who live apart. */
export function HomeStep({ draft, change }: StepProps) {
  return (
    <>
      <HomeFields home={draft.home} name="home" onChange={(home) => change({ home })} />
      <fieldset>
        <legend>Parents who live apart</legend>
        <label>
          <input
            type="checkbox"
            checked={draft.secondHome !== null}
            onChange={(event) => change({ secondHome: event.target.checked ? emptyHome() : null })}
          />{' '}
          There is a second home
        </label>
        {draft.secondHome && (
          <HomeFields
            home={draft.secondHome}
            name="second"
            onChange={(secondHome) => change({ secondHome })}
          />
        )}
      </fieldset>
    </>
  );
}

function HomeFields({
  home,
  name,
  onChange,
}: {
  home: HomeDraft;
  name: string;
  onChange: (home: HomeDraft) => void;
}) {
  const field = (part: Exclude<keyof HomeDraft, 'id'>, label: string, size?: number) => (
    <Field
      name={`${name}.${part}`}
      label={label}
      size={size}
      value={home[part]}
      onChange={(event) => onChange({ ...home, [part]: event.target.value })}
    />
  );
  return (
    <>
      {field('street', 'Street', 40)}
      <div className="row">
        {field('city', 'City')}
        {field('state', 'State', 3)}
        {field('zip', 'ZIP', 6)}
      </div>
      <div className="row">
        {field('phone', 'Phone of the household')}
        {field('language', 'Language at home')}
      </div>
      <details>
        <summary>Mail goes to another address</summary>
        <div className="row">
          {field('mailing', 'Mailing street or box')}
          {field('mailingCity', 'Mailing city')}
          {field('mailingZip', 'Mailing ZIP', 6)}
        </div>
      </details>
    </>
  );
}
