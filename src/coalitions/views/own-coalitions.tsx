import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, Empty, Notice, say, Status, Table } from '#ui/index.ts'
import type { OwnCoalition } from '../own-coalitions.ts'
import { LeaveView } from './leave.tsx'

interface Props {
  i18n: I18n
  zone: string
}

/** By code name, with the way into each room, or to what can be done while it is shut. */
export function OwnCoalitionsView(
  props: Props & {
    coalitions: readonly OwnCoalition[]
    roomHref: (caseId: string) => string
    shutHref: (caseId: string) => string
  },
) {
  const { i18n, zone, coalitions } = props
  if (coalitions.length === 0)
    return (
      <Empty title={i18n.t('coalition.ours.none')}>
        <p>{i18n.t('coalition.ours.none.text')}</p>
      </Empty>
    )
  return (
    <>
      <p>{i18n.t('coalition.ours.text')}</p>
      <Table
        caption={i18n.t('coalition.ours.list', { count: coalitions.length })}
        columns={(['ours.code', 'role', 'since', 'public', 'ours.room'] as const).map((name) => ({
          label: i18n.t(`coalition.${name}`),
        }))}
        rows={coalitions.map((one) => [
          <div>
            <bdi>{one.codeName}</bdi>
            {one.waits.map((what) => (
              <>
                <br />
                <Status tone="info">{i18n.t(`coalition.wish.waits.${what}`)}</Status>
              </>
            ))}
          </div>,
          i18n.t(`coalition.role.${one.role}`),
          i18n.date(one.joinedAt, { zone, style: 'short' }),
          i18n.t(one.namedInPublic ? 'coalition.public.named' : 'coalition.public.unnamed'),
          one.isOpen ? (
            <a href={props.roomHref(one.caseId)}>
              {i18n.t('coalition.ours.open')}
              <span class="hidden"> {one.codeName}</span>
            </a>
          ) : (
            <a href={props.shutHref(one.caseId)}>
              {i18n.t('coalition.ours.shut')}
              <span class="hidden"> {one.codeName}</span>
            </a>
          ),
        ])}
      />
    </>
  )
}

/** Says nothing of why the room is shut: that may be hers alone to know. */
export function ShutRoomView(props: Props & { coalition: OwnCoalition; action: string; back: string }) {
  const { i18n, zone, coalition, action } = props
  const { role, namedInPublic, waits, notNowAt, leads } = coalition
  return (
    <>
      <p>{say(i18n, 'coalition.shut', { code: coalition.codeName })}</p>
      <p>{i18n.t('coalition.shut.steps')}</p>
      {notNowAt && (
        <Notice tone="warning">
          <p>
            {i18n.t(leads ? 'coalition.wish.leads' : 'coalition.wish.not-now', {
              at: i18n.dateTime(notNowAt, { zone, style: 'short' }),
            })}
          </p>
        </Notice>
      )}
      {waits.map((what) => (
        <Notice tone="info">
          <p>{i18n.t(`coalition.wish.waits.${what}`)}</p>
        </Notice>
      ))}
      {!namedInPublic && <p>{i18n.t('coalition.unname.already')}</p>}
      {namedInPublic && !waits.includes('unname') && (
        <ConfirmBox title={i18n.t('coalition.unname.title')} tone="warning">
          <ul>
            <li>{i18n.t('coalition.unname.off')}</li>
            <li>{i18n.t('coalition.unname.campaigns')}</li>
          </ul>
          <form method="post" action={`${action}/unname`}>
            <button class="button" type="submit">
              {i18n.t('coalition.unname.button')}
            </button>
          </form>
        </ConfirmBox>
      )}
      {!waits.includes('leave') && (
        <LeaveView i18n={i18n} action={`${action}/leave`} back={props.back} leads={role === 'lead'} />
      )}
    </>
  )
}
