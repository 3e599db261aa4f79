import { hasNumber } from '#domain/school/district-number.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { typedIn } from '#renderer/shell/form-dialog.tsx';

const missing = (number: string): boolean => !hasNumber(number);

/** What the district is called, and the numbers that every state file carries. */
export function DistrictForm() {
  const overview = useRead('school.overview', {});
  const change = useCommand('school.change-district');
  const number = useCommand('school.change-number');
  if (!overview.data) return <Failed of={overview.error} />;
  const several = overview.data.districts.length > 1;
  return (
    <section className="card" aria-labelledby="the-district">
      <h2 id="the-district">The district</h2>
      {overview.data.districts.map((district) => (
        <form
          key={`${district.id} ${district.number}`}
          aria-label={district.name}
          onSubmit={(event) => {
            event.preventDefault();
            const typed = typedIn(event.currentTarget);
            change.mutate(
              {
                districtId: district.id,
                name: typed.text('name'),
                number: typed.text('number'),
                legalEntity: typed.optional('legalEntity'),
                phone: typed.optional('phone'),
                street: typed.optional('street'),
                city: typed.optional('city'),
                zip: typed.optional('zip'),
              },
              { onSuccess: () => announce('The district is saved') },
            );
          }}
        >
          <div className="row">
            <Field name="name" label="District name" defaultValue={district.name} required />
            <Field
              name="number"
              label="District number"
              size={6}
              maxLength={4}
              required
              defaultValue={missing(district.number) ? '' : district.number}
              hint={
                several ? 'School System code; its legal entities share it' : 'School System code, like 0123'
              }
              problem={missing(district.number) ? 'Missing: state files wait for it.' : undefined}
            />
            <Field
              name="legalEntity"
              label="Legal entity number"
              size={8}
              maxLength={10}
              defaultValue={district.legalEntity ?? ''}
            />
          </div>
          <div className="row">
            <Field name="phone" label="Phone" defaultValue={district.phone ?? ''} />
            <Field name="street" label="Street" defaultValue={district.street ?? ''} />
            <Field name="city" label="City" defaultValue={district.city ?? ''} />
            <Field name="zip" label="ZIP" size={10} defaultValue={district.zip ?? ''} />
            <button type="submit" disabled={change.isPending}>
              Save the district
            </button>
          </div>
        </form>
      ))}
      <Failed of={change.error} />
      {overview.data.schools.map((school) => (
        <form
          key={`${school.id} ${school.number}`}
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            number.mutate(
              { schoolId: school.id, number: typedIn(event.currentTarget).text('number') },
              { onSuccess: () => announce('The number is saved') },
            );
          }}
        >
          <Field
            name="number"
            label={`Number of ${school.name}`}
            size={6}
            maxLength={4}
            required
            defaultValue={missing(school.number) ? '' : school.number}
            problem={missing(school.number) ? 'Missing: state files wait for it.' : undefined}
          />
          <button type="submit" disabled={number.isPending}>
            Save<span className="unseen"> the number of {school.name}</span>
          </button>
        </form>
      ))}
      <Failed of={number.error} />
    </section>
  );
}
