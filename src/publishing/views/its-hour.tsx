import type { I18n } from '#platform/i18n.ts'
import { Select } from '#ui/index.ts'
import { signOffHref } from '../asked.ts'
import { zones } from '../hour.ts'
import type { SignOff } from '../sign-off-row.ts'

/** When it comes out: by the clock that its author meant, and by the one that this reader reads hours in. */
export function ItsHour({ i18n, signOff, clock }: { i18n: I18n; signOff: SignOff; clock: string }) {
  const { publishAt } = signOff
  if (!publishAt) return null
  const { at, zone } = publishAt
  const said = (of: string) => i18n.dateTime(at, { zone: of })
  const out = signOff.state === 'signed'
  return (
    <>
      <p>
        <strong>
          {i18n.t(out ? 'publishing.timed.out' : 'publishing.timed.at', { at: said(zone), zone })}
        </strong>
        {clock !== zone && <> {i18n.t('publishing.timed.yours', { at: said(clock), zone: clock })}</>}
      </p>
      {!out && (
        <form class="filter" method="get" action={signOffHref(signOff.caseId, signOff.id)}>
          <Select
            name="zone"
            value={clock}
            label={i18n.t('publishing.timed.zone')}
            options={zones.map((value) => ({ value, label: value }))}
          />
          <button class="button" type="submit">
            {i18n.t('publishing.timed.show')}
          </button>
        </form>
      )}
    </>
  )
}
