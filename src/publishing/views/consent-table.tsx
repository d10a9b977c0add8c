import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Status, Table, type Tone } from '#ui/index.ts'
import { consentsHref } from '../consents-href.ts'
import type { ConsentRow } from '../reads.ts'
import type { ConsentState } from '../tables.ts'

/** What was agreed to, item by item, with the way to take each back. */
export function ConsentTable(props: {
  i18n: I18n
  caseId: string
  consents: ConsentRow[]
  /** empty for who is not on the team */
  persons: { id: string; name: string }[]
  zone: string
  name: (accountId: string) => string
  /** who cannot be asked */
  waiting: string[]
  mayWithdraw: boolean
}) {
  const { i18n, name, zone, persons } = props
  const whose = (id: string) => (persons.length > 1 ? persons.find((one) => one.id === id)?.name : undefined)
  return (
    <Table
      caption={i18n.t('consent.caption')}
      columns={(['item', 'state', 'how', 'who', 'act'] as const).map((one) => ({
        label: i18n.t(`consent.col.${one}`),
      }))}
      rows={props.consents.map((consent) => [
        <>
          <strong>{i18n.t(`consent.item.${consent.item}`)}</strong>
          {whose(consent.personId) && (
            <>
              {' · '}
              <bdi>{whose(consent.personId)}</bdi>
            </>
          )}
        </>,
        <>
          <Status tone={tones[consent.state]}>{i18n.t(`consent.state.${consent.state}`)}</Status>
          {consent.state === 'given' && props.waiting.includes(consent.personId) && (
            <>
              {' '}
              <Status tone="warning">{i18n.t('consent.state.unobtainable')}</Status>
            </>
          )}
        </>,
        <How i18n={i18n} consent={consent} zone={zone} name={name} />,
        <bdi>{name(consent.recordedBy)}</bdi>,
        consent.state === 'given' && props.mayWithdraw ? (
          <a href={consentsHref(props.caseId, `/withdraw?consent=${consent.id}`)}>
            {i18n.t('consent.withdraw')}
            <span class="hidden"> {i18n.t(`consent.item.${consent.item}`)}</span>
          </a>
        ) : (
          '–'
        ),
      ])}
    />
  )
}

const tones: Record<ConsentState, Tone | 'quiet'> = {
  proposed: 'info',
  given: 'success',
  narrowed: 'info',
  expired: 'warning',
  withdrawn: 'danger',
  superseded: 'quiet',
  refused: 'danger',
  unobtainable: 'warning',
}

function How(props: { i18n: I18n; consent: ConsentRow; zone: string; name: (id: string) => string }) {
  const { i18n, consent, zone } = props
  const limits = [
    consent.expiresAt &&
      i18n.t('consent.row.expires', {
        at: i18n.date(lastDay(consent.expiresAt), { zone: 'UTC', style: 'short' }),
      }),
    consent.languages.length > 0 &&
      i18n.t('consent.row.languages', {
        languages: i18n.list(consent.languages.map((code) => i18n.language(code))),
      }),
    !consent.purposes.includes('web') && i18n.t('consent.row.private'),
    consent.reviewOn &&
      consent.state === 'given' &&
      i18n.t('consent.row.review', { at: i18n.date(consent.reviewOn, { zone: 'UTC', style: 'short' }) }),
    consent.withdrawnAt &&
      i18n.t('consent.row.withdrawn', {
        at: i18n.date(consent.withdrawnAt, { zone, style: 'short' }),
        name: consent.withdrawnBy ? props.name(consent.withdrawnBy) : i18n.t('consent.withdrawn.herself'),
      }),
  ].filter((limit) => typeof limit === 'string')
  return (
    <div>
      {i18n.t('consent.row.how', {
        how: i18n.t(`consent.how.${consent.how}`),
        on: i18n.date(consent.givenAt, { zone: 'UTC', style: 'short' }),
      })}
      {limits.map((limit) => (
        <span class="small">; {limit}</span>
      ))}
      {consent.text && (
        <details>
          <summary>{i18n.t('consent.words')}</summary>
          <p>
            {i18n.t('consent.words.agreed')}: <bdi>{consent.text.agreed}</bdi>
          </p>
          <p>
            {i18n.t('consent.words.purposes')}:{' '}
            {i18n.list(consent.purposes.map((one) => i18n.t(`consent.purpose.${one}` as MessageKey)))}
          </p>
          {consent.text.witness && (
            <p>
              {i18n.t('consent.words.witness')}: <bdi>{consent.text.witness}</bdi>
            </p>
          )}
          {consent.withdrawalReason && (
            <p>
              {i18n.t('consent.words.reason')}: <bdi>{consent.withdrawalReason}</bdi>
            </p>
          )}
        </details>
      )}
    </div>
  )
}

/** The end is the first moment at which it no longer holds; people speak of the last day. */
const lastDay = (end: Date): string => new Date(end.getTime() - 1).toISOString().slice(0, 10)
