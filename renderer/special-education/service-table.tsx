import type { Input, Output } from '#electron/contract/contract.ts';

type Service = Input<'special-education.save'>['contents']['services'][number];

/** The services of a plan: what, how many minutes, how often, where. */
export function ServiceTable({
  services,
  choices,
  onChange,
}: {
  services: readonly Service[];
  choices: Output<'enrollment.choices'>;
  onChange: (services: Service[]) => void;
}) {
  const change = (at: number, fields: Partial<Service>): void =>
    onChange(services.map((service, i) => (i === at ? { ...service, ...fields } : service)));
  const list = (name: string, value: string, label: string, onPick: (value: string) => void) => (
    <select aria-label={label} value={value} onChange={(event) => onPick(event.target.value)}>
      <option value="">Choose</option>
      {(choices[name] ?? []).map((choice) => (
        <option key={choice.code} value={choice.code}>
          {choice.label}
        </option>
      ))}
    </select>
  );
  return (
    <section aria-label="Services">
      <h3>Services</h3>
      <table>
        <thead>
          <tr>
            <th>Service</th>
            <th>Minutes</th>
            <th>Each</th>
            <th>Place</th>
            <th>
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {services.map((service, at) => (
            <tr key={service.id ?? at}>
              <td>
                {list('related_service', service.service, `Service ${at + 1}`, (value) =>
                  change(at, { service: value }),
                )}
              </td>
              <td>
                <input
                  aria-label={`Minutes of service ${at + 1}`}
                  type="number"
                  min={1}
                  value={service.minutes}
                  onChange={(event) => change(at, { minutes: Number(event.target.value) })}
                />
              </td>
              <td>
                {list('service_frequency', service.per, `How often, service ${at + 1}`, (value) =>
                  change(at, { per: value }),
                )}
              </td>
              <td>
                {list('service_place', service.place ?? '', `Place of service ${at + 1}`, (value) =>
                  change(at, { place: value || null }),
                )}
              </td>
              <td>
                <button
                  type="button"
                  className="plain"
                  onClick={() => onChange(services.filter((_, i) => i !== at))}
                >
                  Remove
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button
        type="button"
        onClick={() =>
          onChange([
            ...services,
            { service: '', minutes: 30, per: '', place: null, startDate: null, endDate: null },
          ])
        }
      >
        Add a service
      </button>
    </section>
  );
}
