import { createI18n, directionOf, isLanguage, type Catalogue, type I18n } from '#platform/i18n.ts'
import { Notice, Prose, Status } from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { ActionKind, CampaignDocument } from '../document.ts'
import { CallForm } from './public-call.tsx'
import { EmailForm } from './public-email.tsx'
import { MessageForm } from './public-message.tsx'
import { SignatureForm } from './public-signature.tsx'
import type { ActionBase } from './projection.ts'

/** The visitors' page as it would be published now, in one language; its forms are switched off. */
export function PreviewView(props: {
  i18n: I18n
  catalogue: Catalogue
  campaign: Campaign
  known: readonly string[]
  language: string
  kind?: ActionKind
  document?: CampaignDocument
  now: Date
  /** named in the privacy notice */
  organisation: string
}) {
  const { i18n, campaign, language, document, kind } = props
  const { t } = i18n
  const address = `/campaigns/${campaign.id}/preview`
  const visitors = createI18n(isLanguage(language) ? language : 'en', props.catalogue)
  return (
    <>
      <nav class="tabs small" aria-label={t('campaigns.languages')}>
        <ul>
          {props.known.map((one) => (
            <li>
              <a href={`${address}/${one}`} aria-current={one === language ? 'page' : undefined}>
                {i18n.language(one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <nav class="tabs small" aria-label={t('campaigns.field.kinds')}>
        <ul>
          {campaign.kinds.map((one) => (
            <li>
              <a href={`${address}/${language}?kind=${one}`} aria-current={one === kind ? 'page' : undefined}>
                {t(`campaigns.kind.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {document && kind ? (
        <section
          class="preview"
          lang={language}
          dir={directionOf(language)}
          aria-label={t('campaigns.tab.preview')}
        >
          <h2>{document.title}</h2>
          <p class="sentence">{document.summary}</p>
          {document.actBy && (
            <p>{visitors.t('act.by', { on: visitors.date(document.actBy, { zone: document.zone }) })}</p>
          )}
          <ol>
            {document.demands.map((demand) => (
              <li>
                {demand.text}{' '}
                {demand.state !== 'open' && (
                  <Status tone="success">{visitors.t(`act.demand.${demand.state}`)}</Status>
                )}
              </li>
            ))}
          </ol>
          {document.whatHappenedHtml && <Prose html={document.whatHappenedHtml} lang={language} />}
          {document.whyItMattersHtml && <Prose html={document.whyItMattersHtml} lang={language} />}
          <form>
            <fieldset disabled class="plain">
              <KindForm
                i18n={visitors}
                document={document}
                kind={kind}
                now={props.now}
                organisation={props.organisation}
              />
            </fieldset>
          </form>
        </section>
      ) : (
        <Notice tone="info">
          <p>{t('campaigns.preview.none')}</p>
        </Notice>
      )}
    </>
  )
}

function KindForm(props: {
  i18n: I18n
  document: CampaignDocument
  kind: ActionKind
  now: Date
  organisation: string
}) {
  const { i18n, document, kind } = props
  const base: Omit<ActionBase, 'kind'> = {
    campaignId: document.id,
    lang: document.lang,
    canonical: '#',
    title: document.title,
    summary: document.summary,
    person: document.personName,
    caseHref: '#',
    demands: document.demands,
    zone: document.zone,
    organisation: props.organisation,
    privacyHref: '#',
    formHref: '#',
  }
  const shared = { i18n, inside: false }
  const officials = document.officials.map((one) => ({ ...one, role: one.title }))
  if (kind === 'message') return <MessageForm {...shared} page={{ ...base, kind, maxLength: 2000 }} />
  if (kind === 'signature') {
    const letter = { lang: document.lang, text: document.signatureText ?? '', version: 1 }
    return <SignatureForm {...shared} page={{ ...base, kind, letter }} />
  }
  if (kind === 'call') {
    const official = officials.find((one) => one.channels.includes('call'))
    if (!official) return null
    const page = {
      ...base,
      kind,
      official: { ...official, phone: official.phone ?? '' },
      script: document.script ?? '',
      position: 1,
      total: officials.filter((one) => one.channels.includes('call')).length,
      now: props.now.toISOString(),
    }
    return <CallForm {...shared} page={page} />
  }
  const [first] = document.letters
  if (!first) return null
  const locked = document.letterMode === 'locked'
  const whole = [first.opening, first.body, first.closing].join('\n\n')
  const fixed = (id: string, text: string) => ({ id, text, editable: false, maxLength: 2000 })
  const parts =
    document.letterMode === 'free'
      ? [{ id: 'whole', text: whole, editable: true, maxLength: 8000 }]
      : [
          fixed('opening', first.opening.replaceAll('{salutation}', '')),
          { id: 'body', text: first.body, editable: !locked, maxLength: 6000 },
          fixed('closing', first.closing),
        ].filter((part) => part.text.trim() !== '')
  return (
    <EmailForm
      {...shared}
      page={{
        ...base,
        kind,
        officials: officials.filter((one) => one.channels.includes('email')),
        serverSends: true,
        ownMail: true,
        letter: {
          lang: first.lang ?? document.lang,
          subject: { text: first.subject, editable: !locked, maxLength: 120 },
          salutation: officials[0]?.salutation ?? '',
          parts,
          variants: document.letters.map((one, i) => ({
            id: one.id,
            label: one.subject,
            href: '#',
            current: i === 0,
          })),
        },
      }}
    />
  )
}
