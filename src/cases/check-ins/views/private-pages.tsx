import type { I18n } from '#platform/i18n.ts'
import { PrivateLayout } from '#ui/index.ts'

interface Frame {
  i18n: I18n
  css: string
}

/** One field and two large buttons; the same for every person, plan and hour. */
export function CheckInPage({ i18n, css, failed }: Frame & { failed?: boolean }) {
  return (
    <PrivateLayout i18n={i18n} css={css} title={i18n.t('private.reply.title')}>
      {failed && <p role="alert">{i18n.t('private.failed.text')}</p>}
      <form method="post">
        <label for="word">{i18n.t('private.reply.word')}</label>
        <input
          id="word"
          name="word"
          maxlength={100}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          dir="auto"
        />
        <button type="submit" name="answer" value="well">
          {i18n.t('private.reply.well')}
        </button>
        <button class="second" type="submit" name="answer" value="call">
          {i18n.t('private.reply.call')}
        </button>
      </form>
    </PrivateLayout>
  )
}

export function TakeAlarmPage({ i18n, css, failed }: Frame & { failed?: boolean }) {
  return (
    <PrivateLayout i18n={i18n} css={css} title={i18n.t('private.take.title')}>
      {failed && <p role="alert">{i18n.t('private.failed.text')}</p>}
      <p>{i18n.t('private.take.text')}</p>
      <form method="post">
        <button type="submit">{i18n.t('private.take.button')}</button>
      </form>
    </PrivateLayout>
  )
}

/** Safety: the one answer to everything that was sent. It is made before anybody has read what it was. */
export function ReceivedPage({ i18n, css }: Frame) {
  return (
    <PrivateLayout i18n={i18n} css={css} title={i18n.t('private.done.title')}>
      <p>{i18n.t('private.done.text')}</p>
    </PrivateLayout>
  )
}
