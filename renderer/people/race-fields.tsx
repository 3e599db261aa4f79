import { useRead } from '#renderer/bridge/use-call.ts';

/** The two-part question as the form asks it: part one, then one race or more. */
export function RaceFields({
  name,
  hispanic,
  races,
  onChange,
}: {
  name: string;
  hispanic: string;
  races: readonly string[];
  onChange: (answer: { hispanic: string; races: string[] }) => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const own = [...races];
  return (
    <>
      <fieldset data-field="hispanic" tabIndex={-1}>
        <legend>Part 1: is the pupil Hispanic or Latino?</legend>
        {[...(choices.data?.ethnicity ?? []), { code: '', label: 'Not answered' }].map((choice) => (
          <label key={choice.code}>
            <input
              type="radio"
              name={`${name}.hispanic`}
              checked={hispanic === choice.code}
              onChange={() => onChange({ hispanic: choice.code, races: own })}
            />{' '}
            {choice.label}{' '}
          </label>
        ))}
      </fieldset>
      <fieldset data-field="races" tabIndex={-1}>
        <legend>Part 2: one race or more, also when part 1 is yes</legend>
        {choices.data?.race?.map((race) => (
          <label key={race.code}>
            <input
              type="checkbox"
              checked={own.includes(race.code)}
              onChange={(event) =>
                onChange({
                  hispanic,
                  races: event.target.checked
                    ? [...own, race.code]
                    : own.filter((code) => code !== race.code),
                })
              }
            />{' '}
            {race.label}{' '}
          </label>
        ))}
      </fieldset>
    </>
  );
}
