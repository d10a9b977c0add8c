import type { Child } from 'hono/jsx'
import type { I18n } from '#platform/i18n.ts'
import { Notice, RadioGroup, Status, Table, say } from '#ui/index.ts'
import type { CaseRow } from '#cases/index.ts'
import type { CoalitionMember } from '../coalition.ts'
import type { listContributions } from '../contribution.ts'
import type { Invitation } from '../invitation.ts'
import type { CoalitionRole, TaskAct } from '../lists.ts'
import type { NamedThere } from '../member-gone.ts'
import type { CoalitionPerson } from '../people.ts'
import type { TypedName } from '../typed-names.ts'
import type { RoomTask } from '../tasks/task.ts'
import { TaskTable } from '../tasks/views.tsx'
import { PeopleOf } from './people.tsx'

interface Props {
  i18n: I18n
  row: CaseRow
  zone: string
  organisationId: string
  mine: { role: CoalitionRole; namedInPublic: boolean; name: string }
  /** also those that left */
  coalition: readonly CoalitionMember[]
  work: Awaited<ReturnType<typeof listContributions>>
  /** open ones, the soonest due first */
  tasks: readonly RoomTask[]
  counts: { open: number }
  at: Date
  quick: (task: RoomTask) => TaskAct | undefined
  taskHref: (path?: string) => string
  /** of later modules */
  parts: readonly Child[]
  people: readonly CoalitionPerson[]
  invitations: readonly Invitation[]
  /** of those that are not named any more, where their names still stand */
  typed: readonly TypedName[]
  /** of the own organisation, what taking its name back touches */
  named: NamedThere
  may: { invite: boolean; confirm: boolean; me: string; name: boolean; people: boolean; leave: boolean }
}

/** Who stands around the case, and the ways in and out. */
export function CoalitionView(props: Props) {
  const { i18n, row, coalition, may } = props
  const here = `/cases/${row.id}/coalition`
  const inside = coalition.filter(({ leftAt }) => leftAt === undefined)
  return (
    <>
      <p>{i18n.t(inside.length > 1 ? 'coalition.intro' : 'coalition.intro.alone')}</p>
      <TypedNames {...props} />
      <Members {...props} />
      {props.parts}
      <Tasks {...props} />
      {coalition.length > 1 && <Work {...props} />}
      <Invitations {...props} />
      <PeopleOf {...{ i18n, people: props.people, coalition: inside }} />
      {may.people && (
        <p>
          <a class="button" href={`${here}/people`}>
            {i18n.t('coalition.people.ours')}
          </a>
        </p>
      )}
      {may.name && <Naming {...props} action={`${here}/naming`} />}
      {may.leave && (
        <p>
          <a href={`${here}/leave`}>{i18n.t('coalition.leave')}</a>
        </p>
      )}
    </>
  )
}

const soonest = 5

/** What is asked of whom; a few here, all of them behind. */
function Tasks({ i18n, zone, coalition, tasks, counts, at, quick, taskHref }: Props) {
  const more = counts.open - Math.min(tasks.length, soonest)
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">{i18n.t('coalition.tab.tasks')}</h2>
      {tasks.length === 0 ? (
        <p>{i18n.t('coalition.task.none')}.</p>
      ) : (
        <TaskTable
          {...{ i18n, zone, coalition, quick, now: at, tasks: tasks.slice(0, soonest) }}
          caption={i18n.t('coalition.task.section')}
          hrefOf={(id) => taskHref(`/${id}`)}
        />
      )}
      <p>
        {more > 0 && <>{i18n.t('coalition.task.more', { count: more })}. </>}
        <a href={taskHref()}>{i18n.t(counts.open === 0 ? 'coalition.task.add' : 'coalition.task.to-all')}</a>
      </p>
    </section>
  )
}

/** Nothing can take a name out of a sentence but people. */
function TypedNames({ i18n, row, typed }: Props) {
  if (typed.length === 0) return null
  return (
    <section id="typed-names">
      <Notice tone="warning" title={i18n.t('coalition.typed-names')}>
        <p>{i18n.t('coalition.typed-names.text')}</p>
        <ul>
          {typed.map(({ organisation, kind, language }) => (
            <li>
              <bdi>{organisation}</bdi>: {i18n.t(`coalition.typed-names.${kind}`)}, {i18n.language(language)}
            </li>
          ))}
        </ul>
        <p>
          <a href={`/cases/${row.id}/publications`}>{i18n.t('coalition.typed-names.publications')}</a>
        </p>
      </Notice>
    </section>
  )
}

function Members({ i18n, zone, coalition, organisationId }: Props) {
  const countries = new Map(i18n.countries().map(({ code, name }) => [code, name]))
  return (
    <Table
      caption={i18n.t('coalition.members', { count: coalition.filter(({ leftAt }) => !leftAt).length })}
      columns={(['organisation', 'role', 'since', 'public'] as const).map((name) => ({
        label: i18n.t(`coalition.${name}`),
      }))}
      rows={coalition.map((one) => [
        <div>
          <bdi>{one.name}</bdi>
          {one.organisationId === organisationId && <small> {i18n.t('coalition.us')}</small>}
          <br />
          <small>{countries.get(one.country) ?? one.country}</small>
        </div>,
        one.leftAt ? (
          <Status tone="quiet">
            {i18n.t('coalition.left', { at: i18n.date(one.leftAt, { zone, style: 'short' }) })}
          </Status>
        ) : (
          <Status tone={one.role === 'lead' ? 'success' : one.role === 'partner' ? 'info' : 'quiet'}>
            {i18n.t(`coalition.role.${one.role}`)}
          </Status>
        ),
        i18n.date(one.joinedAt, { zone, style: 'short' }),
        i18n.t(one.namedInPublic && !one.leftAt ? 'coalition.public.named' : 'coalition.public.unnamed'),
      ])}
    />
  )
}

/** Who has done what, and whose word is waited for. */
function Work({ i18n, zone, row, work, organisationId }: Props) {
  const { labels, contributions } = work
  return (
    <section>
      <Table
        caption={i18n.t('coalition.work')}
        columns={[
          { label: i18n.t('coalition.organisation') },
          ...labels.map((label) => ({ label: i18n.t(label), numeric: true })),
          { label: i18n.t('coalition.work.unanswered') },
        ]}
        rows={contributions.map(({ member, counts, unanswered, waitsSince }) => [
          <bdi>{member.name}</bdi>,
          ...counts.map((count) => i18n.number(count)),
          waitsSince ? (
            <Status tone={member.organisationId === organisationId ? 'warning' : 'info'}>
              {i18n.t('coalition.work.waits', {
                count: unanswered,
                at: i18n.date(waitsSince, { zone, style: 'short' }),
              })}
            </Status>
          ) : (
            i18n.t('coalition.work.nothing')
          ),
        ])}
      />
      <p class="small">
        {i18n.t('coalition.work.text')}{' '}
        <a href={`/campaigns?q=${encodeURIComponent(row.codeName)}`}>{i18n.t('coalition.work.people')}</a>
      </p>
    </section>
  )
}

function Invitations({ i18n, zone, row, invitations, may }: Props) {
  if (invitations.length === 0) return null
  const tones = {
    open: 'info',
    accepted: 'success',
    declined: 'quiet',
    revoked: 'quiet',
    expired: 'quiet',
  } as const
  return (
    <Table
      caption={i18n.t('coalition.invitations')}
      columns={(['organisation', 'role', 'state', 'until'] as const).map((name) => ({
        label: i18n.t(`coalition.${name}`),
      }))}
      rows={invitations.map((one) => [
        <div>
          <bdi>{one.organisation}</bdi>
          {one.person && (
            <>
              <br />
              <small>
                <bdi>{one.person}</bdi>
              </small>
            </>
          )}
        </div>,
        i18n.t(`coalition.role.${one.role}`),
        <Status tone={tones[one.state]}>{i18n.t(`coalition.invitation.${one.state}`)}</Status>,
        one.state === 'open' ? (
          <>
            {i18n.dateTime(one.expiresAt, { zone, style: 'short' })}
            {one.unconfirmed && (
              <p>
                <Status tone="warning">{i18n.t('coalition.invitation.unconfirmed')}</Status>
              </p>
            )}
            {one.unconfirmed && may.confirm && one.createdBy !== may.me && (
              <form method="post" action={`/cases/${row.id}/coalition/invitations/${one.id}/confirm`}>
                <button class="link" type="submit">
                  {i18n.t('coalition.invitation.confirm', { organisation: one.organisation })}
                </button>
              </form>
            )}
            {may.invite && (
              <form method="post" action={`/cases/${row.id}/coalition/invitations/${one.id}/revoke`}>
                <button class="link" type="submit">
                  {i18n.t('coalition.invitation.revoke', { organisation: one.organisation })}
                </button>
              </form>
            )}
          </>
        ) : (
          i18n.date(one.answeredAt ?? one.expiresAt, { zone, style: 'short' })
        ),
      ])}
    />
  )
}

/** Whether the own organisation may be named; less goes at once. */
function Naming({ i18n, action, mine, named }: Props & { action: string }) {
  const touched = (['campaigns', 'letters', 'updates'] as const).filter((kind) => named[kind] > 0)
  return (
    <form class="sheet" method="post" action={action}>
      <h2>{i18n.t('coalition.naming')}</h2>
      <p>{say(i18n, 'coalition.naming.text', {})}</p>
      {mine.namedInPublic && touched.length > 0 && (
        <Notice tone="warning" title={i18n.t('coalition.naming.touched')}>
          <ul>
            {touched.map((kind) => (
              <li>{i18n.t(`coalition.naming.touched.${kind}`, { count: named[kind] })}</li>
            ))}
          </ul>
        </Notice>
      )}
      <NamingChoice i18n={i18n} value={mine.namedInPublic ? 'yes' : 'no'} />
      <button class="button" type="submit">
        {i18n.t('coalition.naming.save')}
      </button>
    </form>
  )
}

export function NamingChoice(
  props: Omit<Parameters<typeof RadioGroup>[0], 'name' | 'label' | 'options'> & { i18n: I18n },
) {
  const { i18n, ...rest } = props
  return (
    <RadioGroup
      {...rest}
      name="named"
      required
      label={i18n.t('coalition.naming.question')}
      options={[
        { value: 'yes', label: i18n.t('coalition.naming.yes') },
        { value: 'no', label: i18n.t('coalition.naming.no'), hint: i18n.t('coalition.naming.no.hint') },
      ]}
    />
  )
}
