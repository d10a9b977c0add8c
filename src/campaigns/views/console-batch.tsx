import type { I18n } from '#platform/i18n.ts'
import { DateField, ErrorSummary, Notice, Paragraphs, RadioGroup, type FormState } from '#ui/index.ts'
import { handOverWays, type MessageBatch, type SupportMessage } from '../campaign-messages.ts'

/** The letter that she gets: print it from the browser, or read it to her. First names and countries only. */
export function BatchView(props: {
  i18n: I18n
  batch: MessageBatch
  messages: readonly SupportMessage[]
  onTeam: boolean
  /** YYYY-MM-DD */
  today: string
  form: FormState
}) {
  const { i18n, batch, messages, form } = props
  const { t } = i18n
  return (
    <>
      <div class="not-printed">
        <ErrorSummary i18n={i18n} form={form} />
        {batch.handedOverOn && (
          <Notice
            tone="success"
            title={t('messages.received.on', { on: i18n.date(batch.handedOverOn, { zone: 'UTC' }) })}
          >
            <p>{t(`messages.how.${(batch.handedOverHow ?? 'other') as 'other'}`)}</p>
          </Notice>
        )}
        <p>{t('messages.batch.print')}</p>
      </div>
      <section class="paper">
        <h2>{t('messages.paper.title', { count: messages.length })}</h2>
        {messages.map((message) => (
          <article class="paper-entry">
            <div dir="auto" lang={message.language}>
              <Paragraphs text={message.text} />
            </div>
            <p class="signature">
              <bdi>{message.firstName}</bdi>
              {message.country && `, ${i18n.country(message.country)}`}
            </p>
          </article>
        ))}
      </section>
      {!batch.handedOverOn && (
        <section class="block not-printed">
          <h2>{t('messages.hand-over')}</h2>
          {props.onTeam ? (
            <form method="post" action={`/messages/batches/${batch.id}/hand-over`} novalidate>
              <DateField
                form={form}
                name="on"
                label={t('messages.hand-over.on')}
                {...(form.values['on'] ? {} : { value: props.today })}
              />
              <RadioGroup
                form={form}
                name="how"
                label={t('messages.hand-over.how')}
                options={handOverWays.map((value) => ({ value, label: t(`messages.how.${value}`) }))}
              />
              <button class="action" type="submit">
                {t('messages.hand-over.save')}
              </button>
            </form>
          ) : (
            <p>{t('messages.hand-over.team')}</p>
          )}
        </section>
      )}
    </>
  )
}
