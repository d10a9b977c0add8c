import type { Member } from '#platform/actor.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Notice, Status } from '#ui/index.ts'
import { signOffHref } from '../asked.ts'
import type { Condition } from '../conditions.ts'
import type { SignOff } from '../sign-off-row.ts'

/** What of a case waits for a second person, and what is signed for a day that may come. */
export function OpenSignOffs(props: {
  i18n: I18n
  caseId: string
  open: readonly SignOff[]
  /** what would stop a prepared text on its day, by id */
  hindrances?: ReadonlyMap<string, MessageKey>
  me: Member
  zone: string
  name: (accountId: string) => string
}) {
  const { i18n, caseId, me, zone } = props
  const of = (state: SignOff['state']) => props.open.filter((one) => one.state === state)
  const [asked, prepared] = [of('asked'), of('prepared')]
  return (
    <>
      {asked.length > 0 && (
        <Notice tone="warning" title={i18n.t('publishing.open.asked', { count: asked.length })}>
          <ul>
            {asked.map((one) => (
              <li>
                <a href={signOffHref(caseId, one.id)}>{i18n.t(`publishing.kind.${one.kind}`)}</a>{' '}
                {i18n.t('publishing.open.by', {
                  name: props.name(one.signedBy),
                  at: i18n.dateTime(one.signedAt, { zone, style: 'short' }),
                })}
                {one.signedBy === me.accountId && ` (${i18n.t('publishing.open.mine')})`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {prepared.length > 0 && (
        <Notice
          tone={prepared.some(({ id }) => props.hindrances?.has(id)) ? 'warning' : 'info'}
          title={i18n.t('publishing.open.prepared', { count: prepared.length })}
        >
          <ul>
            {prepared.map((one) => (
              <li>
                <a href={signOffHref(caseId, one.id)}>{i18n.t(`publishing.kind.${one.kind}`)}</a>{' '}
                {one.publishAt
                  ? i18n.t('publishing.open.at', {
                      at: i18n.dateTime(one.publishAt.at, { zone, style: 'short' }),
                    })
                  : i18n.t('publishing.open.if', {
                      condition: i18n.t(`publishing.condition.${one.condition as Condition}`),
                    })}
                <Hindrance i18n={i18n} why={props.hindrances?.get(one.id)} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

/** Safety: said while there is time, not on the day itself. */
export function Hindrance({ i18n, why }: { i18n: I18n; why: MessageKey | undefined }) {
  if (!why) return null
  return (
    <>
      {' '}
      <Status tone="warning">{i18n.t('publishing.prepared.hindered')}</Status> {i18n.t(why)}
    </>
  )
}
