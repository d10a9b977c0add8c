import { findCharter } from '#coalitions/index.ts'
import {
  countJointAudience,
  JointTable,
  jointWho,
  listJoints,
  type JointAudience,
  type JointWho,
} from '#delivery/index.ts'
import { organisationOf } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { ConfirmBox, Notice, RadioGroup, Table } from '#ui/index.ts'
import { updatePage, type Opened } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'

/** The update goes out from every organisation of the coalition: numbers of each before it goes, and no overlap. */
export async function showSendTogether(c: ConsoleContext, opened: Opened): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { update } = opened.source
  const who = jointWho.find((one) => one === c.req.query('who')) ?? 'acted'
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(member, async (tx) => ({
    joints: await listJoints(tx, update.id),
    counted: opened.mayWrite ? await countJointAudience(tx, update, who) : undefined,
    minutes: (await findCharter(tx, update.caseId)).terms.holdMinutes,
  }))
  const { joints, counted, minutes } = now
  const ours = update.organisationId === member.organisationId
  const underWay = joints.some(({ standing }) => standing !== 'done' && standing !== 'cancelled')
  return await updatePage(c, opened, {
    tab: 'send',
    body: (
      <>
        <Notice tone="info">
          <p>{i18n.t('updates.send.together', { minutes })}</p>
          {!opened.mayWrite && <p>{i18n.t('coalition.observers-read')}</p>}
          {opened.mayWrite && !ours && <p>{i18n.t('updates.send.together.theirs')}</p>}
          {underWay && <p>{i18n.t('broadcasts.error.under-way')}</p>}
        </Notice>
        {joints.length > 0 && <JointTable {...{ i18n, zone, rows: joints }} />}
        {counted && !underWay && (
          <>
            <Choose {...{ i18n, who }} action={updateHref(update.id, '/send')} />
            <Counts {...{ i18n, counted, mine: member.organisationId }} />
            {ours && can(member, 'broadcast.send') && counted.recipients > 0 && (
              <Confirm {...{ i18n, who, updateId: update.id, recipients: counted.recipients }} />
            )}
          </>
        )}
      </>
    ),
  })
}

const Choose = ({ i18n, who, action }: { i18n: I18n; who: JointWho; action: string }) => (
  <form class="sheet" method="get" action={action}>
    <RadioGroup
      name="who"
      form={{ values: { who }, errors: {} }}
      label={i18n.t('updates.send.who')}
      options={jointWho.map((value) => ({ value, label: i18n.t(`updates.send.who.${value}`) }))}
    />
    <div class="buttons">
      <button class="button" type="submit">
        {i18n.t('updates.send.count')}
      </button>
    </div>
  </form>
)

function Counts({ i18n, counted, mine }: { i18n: I18n; counted: JointAudience; mine: string }) {
  const { people, asked, recipients, whole, parts } = counted
  const own = parts.find(({ organisationId }) => organisationId === mine)?.recipients ?? 0
  return (
    <section class="card">
      <h2>{i18n.t('updates.send.sum')}</h2>
      {whole ? (
        <p>
          <strong>{i18n.t('updates.send.together.sum', { people, asked })}</strong>
        </p>
      ) : (
        <p>{i18n.t('updates.send.together.yours')}</p>
      )}
      <Table
        caption={i18n.t('updates.send.together.caption')}
        columns={[
          { label: i18n.t('joint.col.organisation') },
          { label: i18n.t('joint.col.mails'), numeric: true },
        ]}
        rows={[
          ...parts.map((part) => [
            <bdi>
              {part.organisationId === mine
                ? i18n.t('updates.send.together.own', { name: part.name })
                : part.name}
            </bdi>,
            i18n.number(part.recipients),
          ]),
          ...(whole
            ? [
                [i18n.t('updates.send.together.others'), i18n.number(recipients - own)],
                [<strong>{i18n.t('updates.send.together.all')}</strong>, i18n.number(recipients)],
              ]
            : []),
        ]}
      />
    </section>
  )
}

const Confirm = (props: { i18n: I18n; who: JointWho; updateId: string; recipients: number }) => {
  const { i18n, updateId, recipients: count } = props
  return (
    <ConfirmBox title={i18n.t('updates.send.title')}>
      <p>{i18n.t('updates.send.together.final')}</p>
      <form method="post" action={updateHref(updateId, '/send')}>
        <input type="hidden" name="who" value={props.who} />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('updates.send.go', { count })}
          </button>
          <a href={updateHref(updateId, '/preview')}>{i18n.t('updates.send.look')}</a>
        </div>
      </form>
    </ConfirmBox>
  )
}
