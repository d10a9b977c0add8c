import { directionOf, type I18n } from '#platform/i18n.ts'
import { PublicLayout, safeHref, say, type PublicShell } from '#ui/index.ts'
import { ownMailLinks } from './own-mail-links.ts'
import type { NextStepProjection, OwnMailProjection, ShareProjection } from './projection.ts'

/**
 * Thanks, what happens now, and one next step. A second, identical act gets the very same page, so it tells nobody
 * whether an address is known here.
 */
export function NextStep({ shell, page }: { shell: PublicShell; page: NextStepProjection }) {
  const { i18n } = shell
  const title = i18n.t(page.confirmByMail ? 'next.mail.title' : 'next.thanks.title')
  return (
    <PublicLayout shell={shell} title={title} acted={{ kind: page.kind }} class="plain">
      <h1>{title}</h1>
      {page.confirmByMail ? (
        <>
          <p class="sentence">{say(i18n, `next.mail.${page.kind}`, { name: page.person })}</p>
          <p>{i18n.t('next.mail.spam')}</p>
        </>
      ) : (
        <p class="sentence">
          {say(i18n, page.kind === 'email' ? 'next.thanks.email' : 'next.thanks.call', { name: page.person })}
        </p>
      )}
      {page.step && <Step i18n={i18n} step={page.step} person={page.person} />}
      <p>
        <a href={page.step?.skipHref ?? page.caseHref} target={page.step?.skipHref && '_self'}>
          {page.step?.skipHref ? i18n.t('next.skip') : say(i18n, 'next.case', { name: page.person })}
        </a>
      </p>
    </PublicLayout>
  )
}

function Step(props: { i18n: I18n; step: NonNullable<NextStepProjection['step']>; person: string }) {
  const { i18n, step, person } = props
  return (
    <section class="now" aria-labelledby="next">
      <h2 id="next">{i18n.t('next.title')}</h2>
      <p>{step.text ?? i18n.t(`next.${step.kind}.text`)}</p>
      <p>
        <a class="action" href={safeHref(step.href)} target={step.kind === 'donate' ? undefined : '_self'}>
          {say(i18n, `next.${step.kind}`, { name: person })}
        </a>
      </p>
    </section>
  )
}

/** The letter for the supporter's own mail program; recorded as opened, never as sent. */
export function OwnMailPage({ shell, page }: { shell: PublicShell; page: OwnMailProjection }) {
  const { i18n } = shell
  const links = ownMailLinks({ ...page, to: page.to.map(({ address }) => address) })
  const dir = directionOf(page.lang)
  return (
    <PublicLayout
      shell={shell}
      title={i18n.t('own.title')}
      acted={{ kind: 'email', now: true }}
      class="plain"
    >
      <h1>{i18n.t('own.title')}</h1>
      <p class="sentence">{i18n.t('own.text')}</p>
      <ul class="stack">
        {links.mailto && (
          <li>
            <a class="action" href={links.mailto} target="_self">
              {i18n.t('own.mailto')}
            </a>
          </li>
        )}
        <li>
          <a class="button" href={links.gmail} rel="noopener noreferrer">
            {i18n.t('own.gmail')}
          </a>
        </li>
        <li>
          <a class="button" href={links.outlook} rel="noopener noreferrer">
            {i18n.t('own.outlook')}
          </a>
        </li>
      </ul>
      <p class="small">{i18n.t('own.foreign')}</p>
      <h2>{i18n.t('own.copy')}</h2>
      <dl class="copy">
        <dt>{i18n.t('own.to')}</dt>
        <dd>
          {page.to.map(({ name, address }) => (
            <p>
              <bdi>{name}</bdi> <code dir="ltr">{address}</code>
            </p>
          ))}
        </dd>
        <dt>{i18n.t('act.letter.subject')}</dt>
        <dd lang={page.lang} dir={dir}>
          {page.subject}
        </dd>
        <dt id="own-text">{i18n.t('act.letter.text')}</dt>
        <dd>
          <textarea readonly rows={12} lang={page.lang} dir={dir} aria-labelledby="own-text">
            {`\n${page.body}`}
          </textarea>
        </dd>
      </dl>
      <p>
        <a class="button" href={page.nextHref} target="_self">
          {i18n.t('own.next')}
        </a>
      </p>
    </PublicLayout>
  )
}

/** Plain links and a text to copy; no button of any network is loaded. */
export function SharePage({ shell, page }: { shell: PublicShell; page: ShareProjection }) {
  const { i18n } = shell
  const text = `${page.text} ${page.link}`
  const mail = `mailto:?subject=${encodeURIComponent(page.person.toWellFormed())}&body=${encodeURIComponent(text.toWellFormed())}`
  return (
    <PublicLayout shell={shell} title={i18n.t('share.title')} class="plain">
      <h1>{i18n.t('share.title')}</h1>
      <p class="sentence">{say(i18n, 'share.text', { name: page.person })}</p>
      <div class="field">
        <label for="share-text">{i18n.t('share.copy')}</label>
        <textarea id="share-text" data-share readonly rows={4} lang={page.lang} dir={directionOf(page.lang)}>
          {`\n${text}`}
        </textarea>
      </div>
      <ul class="stack">
        <li>
          <a class="action" href={mail} target="_self" data-share>
            {i18n.t('share.mail')}
          </a>
        </li>
        <li>
          <a
            class="button"
            href={`https://wa.me/?text=${encodeURIComponent(text.toWellFormed())}`}
            rel="noopener noreferrer"
            data-share
          >
            {i18n.t('share.whatsapp')}
          </a>
        </li>
      </ul>
      <p class="small">{i18n.t('share.note')}</p>
      <p>
        <a href={page.nextHref ?? page.caseHref} target={page.nextHref && '_self'}>
          {page.nextHref ? i18n.t('next.skip') : say(i18n, 'next.case', { name: page.person })}
        </a>
      </p>
    </PublicLayout>
  )
}
