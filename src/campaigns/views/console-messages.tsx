import type { I18n } from '#platform/i18n.ts'
import type { CaseRow } from '#cases/index.ts'
import { Empty, ErrorSummary, Filter, Pager, Paragraphs, Select, Table, type FormState } from '#ui/index.ts'
import { moderations, type MessageBatch, type Moderation, type SupportMessage } from '../campaign-messages.ts'
import { withQuery } from '../console-parts.tsx'

interface MessagesProps {
  i18n: I18n
  query: Readonly<Record<string, string>>
  moderation: Moderation
  messages: readonly SupportMessage[]
  total: number
  first: number
  perPage: number
  cases: readonly CaseRow[]
  batches: readonly MessageBatch[]
  zone: string
  /** people who wrote or phoned are entered there */
  supporters: boolean
  /** the moment of what was just done */
  undo?: string
  form: FormState
}

/** Messages of support: read, accept or reject, gather, hand over. */
export function MessagesView(props: MessagesProps) {
  const { i18n, moderation, messages, query } = props
  const { t } = i18n
  const to = props.first + messages.length
  return (
    <>
      <ErrorSummary i18n={i18n} form={props.form} />
      {props.undo && (
        <form method="post" action="/messages/undo">
          <input type="hidden" name="at" value={props.undo} />
          <button class="button" type="submit">
            {t('messages.undo')}
          </button>
        </form>
      )}
      <Search {...props} />
      {messages.length === 0 ? (
        <Empty title={t(`messages.empty.${moderation}`)}>
          <p>{t('messages.empty.text')}</p>
          {props.supporters && (
            <p>
              <a href="/campaigns">{t('messages.by-hand')}</a>
            </p>
          )}
        </Empty>
      ) : (
        <form method="post" action="/messages/moderate">
          <input type="hidden" name="from" value={moderation} />
          <p>{t('messages.count', { count: props.total })}</p>
          {messages.map((message) => (
            <Message i18n={i18n} message={message} zone={props.zone} />
          ))}
          <div class="buttons">
            {moderations
              .filter((one) => one !== moderation)
              .map((one) => (
                <button
                  class={one === 'rejected' ? 'button danger' : 'button'}
                  type="submit"
                  name="do"
                  value={one}
                >
                  {t(`messages.do.${one}`)}
                </button>
              ))}
          </div>
          <Pager
            i18n={i18n}
            from={props.first + 1}
            to={to}
            total={props.total}
            previous={
              props.first > 0
                ? withQuery('/messages', query, { page: String(props.first / props.perPage), undo: '' })
                : undefined
            }
            next={
              to < props.total
                ? withQuery('/messages', query, { page: String(props.first / props.perPage + 2), undo: '' })
                : undefined
            }
          />
        </form>
      )}
      <Batches {...props} />
    </>
  )
}

function Search({ i18n, query, moderation, cases }: MessagesProps) {
  const { t } = i18n
  return (
    <Filter i18n={i18n} action="/messages" clear="/messages">
      <Select
        name="state"
        label={t('campaigns.col.state')}
        value={moderation}
        options={moderations.map((value) => ({ value, label: t(`messages.state.${value}`) }))}
      />
      <Select
        name="case"
        label={t('campaigns.field.case')}
        value={query['case'] ?? ''}
        empty={t('officials.all')}
        options={cases.map((one) => ({ value: one.id, label: one.codeName }))}
      />
      <Select
        name="language"
        label={t('officials.field.language')}
        value={query['language'] ?? ''}
        empty={t('officials.all')}
        options={['en', 'ar', 'fr', 'es', 'km'].map((value) => ({ value, label: i18n.language(value) }))}
      />
    </Filter>
  )
}

/** A stranger's words: as they are, in their own direction, and nothing of them is ever markup. */
function Message({ i18n, message, zone }: { i18n: I18n; message: SupportMessage; zone: string }) {
  return (
    <article class="card">
      <label class="choice">
        <input type="checkbox" name="message" value={message.id} disabled={message.batchId !== undefined} />
        <span>
          <bdi>{message.firstName}</bdi>
          {message.country && `, ${i18n.country(message.country)}`}{' '}
          <span class="small">
            {i18n.date(message.actedAt, { zone, style: 'short' })} · <bdi>{message.caseCodeName}</bdi>
          </span>
        </span>
      </label>
      <blockquote dir="auto" lang={message.language}>
        <Paragraphs text={message.text} />
      </blockquote>
    </article>
  )
}

function Batches({ i18n, cases, batches }: MessagesProps) {
  const { t } = i18n
  return (
    <section class="block">
      <h2>{t('messages.batches')}</h2>
      <p>{t('messages.batches.text')}</p>
      {cases.length > 0 && (
        <form method="post" action="/messages/batches" class="filter">
          <Select
            name="case"
            label={t('campaigns.field.case')}
            options={cases.map((one) => ({ value: one.id, label: one.codeName }))}
          />
          <button class="button" type="submit">
            {t('messages.gather')}
          </button>
        </form>
      )}
      {batches.length > 0 && (
        <Table
          caption={t('messages.batches')}
          columns={[
            { label: t('campaigns.field.case') },
            { label: t('messages.batch.size'), numeric: true },
            { label: t('messages.batch.received') },
          ]}
          rows={batches.map((one) => [
            <a href={`/messages/batches/${one.id}`}>
              <bdi>{one.caseCodeName}</bdi>
            </a>,
            i18n.number(one.messages),
            one.handedOverOn
              ? t('messages.received.on', { on: i18n.date(one.handedOverOn, { zone: 'UTC' }) })
              : t('messages.batch.waiting'),
          ])}
        />
      )}
    </section>
  )
}
