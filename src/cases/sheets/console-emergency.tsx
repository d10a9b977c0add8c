/** The emergency sheet: one press from the case, whole on one page, good on a phone and on paper. */
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Notice } from '#ui/index.ts'
import { getCase } from '../reads.ts'
import type { Person } from '../persons/person.ts'
import { Level } from '../risk/status-views.tsx'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { WishesBeside } from '../wishes/beside.tsx'
import { openEmergencySheet, type EmergencySheet } from './emergency.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

/** An address that is only read leads back to the button: opening is an act, and leaves a trace. */
export async function showEmergencyDoor(c: ConsoleContext): Promise<Response> {
  const row = await c.get('office').db.reading(c.get('member'), (tx) => getCase(tx, idOf(c)))
  return redirect(c, caseHref(row.id))
}

export async function showEmergencySheet(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const { row, sheet } = await c.get('office').db.transaction(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    return { row: found, sheet: await openEmergencySheet(tx, found.id) }
  })
  // Safety: nothing of this page stays behind in a browser that others use
  c.header('Cache-Control', 'no-store')
  return await casePage(c, {
    row,
    tab: 'overview',
    heading: i18n.t('sheets.emergency.title'),
    body: (
      <>
        <Notice tone="warning">
          <p>
            {i18n.t('sheets.emergency.logged', {
              at: i18n.dateTime(sheet.openedAt, { zone, style: 'short' }),
            })}
          </p>
        </Notice>
        <WishesBeside i18n={i18n} caseId={row.id} wishes={sheet.wishes} />
        <Sheet i18n={i18n} sheet={sheet} />
      </>
    ),
  })
}

/** In the order in which it is needed: who can act for her, who waits for news, what keeps her alive, what is known. */
function Sheet({ i18n, sheet }: { i18n: I18n; sheet: EmergencySheet }) {
  const of = (...roles: Person['role'][]) => sheet.persons.filter(({ role }) => roles.includes(role))
  return (
    <div class="paper">
      <People
        i18n={i18n}
        title={i18n.t('sheets.emergency.lawyers')}
        persons={of('lawyer')}
        none={i18n.t('sheets.emergency.no-lawyer')}
      />
      {sheet.parts.map((show) => show(i18n))}
      <People
        i18n={i18n}
        title={i18n.t('sheets.emergency.at-risk')}
        persons={of('at-risk', 'co-accused')}
        none={i18n.t('persons.empty.title')}
      />
      <People
        i18n={i18n}
        title={i18n.t('sheets.emergency.family')}
        persons={of('family')}
        none={i18n.t('sheets.emergency.no-family')}
      />
      <Agreed i18n={i18n} plans={sheet.plans} />
      <section>
        <h2>{i18n.t('sheets.emergency.risk')}</h2>
        <ul class="plain">
          {sheet.assessments.map((one) => (
            <li>
              <Level i18n={i18n} harm={one.harm} level={one.level} />{' '}
              <small>{i18n.date(one.assessedOn, { zone: 'UTC', style: 'short' })}</small>
            </li>
          ))}
          {sheet.threats.map(({ what }) => (
            <li dir="auto">{what}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}

const agreed = ['trusted', 'proxies', 'lawyer', 'authorities', 'agreed'] as const

/** What the plans say of whom to call, line by line as it was agreed. */
function Agreed({ i18n, plans }: { i18n: I18n; plans: EmergencySheet['plans'] }) {
  return (
    <section>
      <h2>{i18n.t('sheets.emergency.agreed')}</h2>
      {plans.length === 0 && <p>{i18n.t('sheets.emergency.no-plan')}</p>}
      {plans.map((plan) => (
        <>
          {plans.length > 1 && (
            <h3>
              <bdi>{plan.name}</bdi>
            </h3>
          )}
          <dl class="facts">
            {agreed.map(
              (name) =>
                plan[name] && (
                  <>
                    <dt>{i18n.t(`check-ins.field.${name}`)}</dt>
                    <dd class="said" dir="auto">
                      {plan[name]}
                    </dd>
                  </>
                ),
            )}
          </dl>
        </>
      ))}
    </section>
  )
}

const fields = ['calledName', 'languages', 'interpreter', 'channels', 'neverContact', 'health'] as const

function People(props: { i18n: I18n; title: string; persons: readonly Person[]; none: string }) {
  const { i18n, persons } = props
  return (
    <section>
      <h2>{props.title}</h2>
      {persons.length === 0 && <p>{props.none}</p>}
      {persons.map((person) => (
        <>
          <h3>
            <bdi>{person.legalName}</bdi>
          </h3>
          <dl class="facts">
            {fields.map(
              (name) =>
                person[name] && (
                  <>
                    <dt>{i18n.t(`persons.field.${name}`)}</dt>
                    <dd class="said" dir="auto">
                      {person[name]}
                    </dd>
                  </>
                ),
            )}
          </dl>
        </>
      ))}
    </section>
  )
}
