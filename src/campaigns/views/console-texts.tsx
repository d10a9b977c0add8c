import { directionOf, type I18n, type MessageKey } from '#platform/i18n.ts'
import { WishesBeside, type Wish, type Wording } from '#cases/index.ts'
import { DraftKey } from '#organisations/index.ts'
import {
  AutosaveNote,
  ErrorSummary,
  LimitedText,
  Notice,
  RadioGroup,
  Status,
  type FormState,
} from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'
import { textLimits } from '../campaign-forms.ts'
import { translations, type CampaignTextVersion } from '../campaign-texts.ts'
import type { Demand } from '../demand.ts'

export interface TextProps {
  i18n: I18n
  campaign: Campaign
  texts: readonly CampaignTextVersion[]
  text: CampaignTextVersion | undefined
  /** what the case says in this language; a new text begins with it */
  wording?: Wording | undefined
  demands: readonly Demand[]
  /** what the person directs: dos and don'ts beside the text */
  wishes: readonly Wish[]
  language: string
  languages: readonly string[]
  /** the form's own address */
  address: string
  form: FormState
  /** what is shown was typed and kept, but not saved yet */
  draftedAt?: Date
  conflict: boolean
  /** why this organisation does not draft: then it reads the preview, and there is no form */
  why: MessageKey | undefined
}

/** What the campaign says in one language. */
export function TextsView(props: TextProps) {
  return (
    <>
      <Languages {...props} tab="texts" />
      <TextTroubles {...props} />
      <WishesBeside i18n={props.i18n} caseId={props.campaign.caseId} wishes={props.wishes} />
      {!props.why && <TextForm {...props} />}
    </>
  )
}

function TextForm(props: TextProps) {
  const { i18n, campaign, language, form, demands } = props
  const { t } = i18n
  const has = (kind: 'email' | 'call' | 'message' | 'signature') => campaign.kinds.includes(kind)
  const common = { i18n, form, lang: language, dir: directionOf(language) }
  return (
    <form method="post" action={props.address} data-autosave="/drafts" novalidate>
      <DraftKey form={props.address} />
      <input type="hidden" name="version" value={String(form.values['version'] ?? '0')} />
      {language === campaign.defaultLanguage ? (
        <input type="hidden" name="translation" value="original" />
      ) : (
        <RadioGroup
          form={form}
          name="translation"
          label={t('campaigns.translation')}
          options={translations.map((value) => ({
            value,
            label: t(`campaigns.translation.${value}`),
            hint: t(`campaigns.translation.${value}.hint`),
          }))}
        />
      )}
      <Part {...common} name="title" rows={2} />
      <Part {...common} name="summary" rows={4} />
      <Part {...common} name="whatHappened" rows={10} />
      <Part {...common} name="whyItMatters" rows={8} />
      {demands.length > 0 && (
        <fieldset class="group">
          <legend>{t('campaigns.tab.demands')}</legend>
          {demands.map((demand, i) => (
            <LimitedText
              {...common}
              name={`demand-${demand.id}`}
              label={t('campaigns.demand.number', { number: i + 1 })}
              maxlength={300}
              rows={2}
            />
          ))}
        </fieldset>
      )}
      {(has('email') || has('message')) && (
        <>
          <Part {...common} name="dos" rows={4} />
          <Part {...common} name="donts" rows={4} />
        </>
      )}
      {has('call') && <Part {...common} name="script" rows={6} />}
      {has('message') && <Part {...common} name="messagePrompt" rows={3} />}
      {has('signature') && <Part {...common} name="signatureText" rows={10} />}
      <button class="action" type="submit">
        {t('campaigns.text.save')}
      </button>
      <AutosaveNote i18n={i18n} />
    </form>
  )
}

function Part(props: {
  i18n: I18n
  form: FormState
  lang: string
  dir: 'ltr' | 'rtl'
  name: keyof typeof textLimits
  rows: number
}) {
  const { i18n, name } = props
  return (
    <LimitedText
      {...props}
      label={i18n.t(`campaigns.text.${name}`)}
      hint={i18n.t(`campaigns.text.${name}.hint`)}
      maxlength={textLimits[name]}
    />
  )
}

/** One link per language, with how far its text is. */
export function Languages(props: TextProps & { tab: 'texts' | 'letters' }) {
  const { i18n, campaign } = props
  return (
    <nav class="tabs small" aria-label={i18n.t('campaigns.languages')}>
      <ul>
        {props.languages.map((language) => {
          const text = props.texts.find((one) => one.language === language)
          return (
            <li>
              <a
                href={`/campaigns/${campaign.id}/${props.tab}/${language}`}
                aria-current={language === props.language ? 'page' : undefined}
              >
                {i18n.language(language)}{' '}
                <Status tone={!text ? 'quiet' : text.translation === 'machine' ? 'warning' : 'success'}>
                  {i18n.t(text ? `campaigns.translation.${text.translation}` : 'campaigns.translation.none')}
                </Status>
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** What is wrong with the form, what is only a draft, and what somebody else saved in between. */
export function TextTroubles(props: TextProps) {
  const { i18n, form, text } = props
  const { t } = i18n
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {props.why && (
        <Notice tone="info">
          <p>{t(props.why)}</p>
        </Notice>
      )}
      {props.draftedAt && (
        <Notice tone="info">
          <p>
            {t('campaigns.text.draft', {
              at: i18n.dateTime(props.draftedAt, { zone: 'UTC', style: 'short' }),
            })}
          </p>
        </Notice>
      )}
      {props.wording && !text && !props.draftedAt && <p class="small">{t('campaigns.text.from-case')}</p>}
      {props.conflict && text && (
        <Notice tone="warning" title={t('campaigns.conflict.title')}>
          <p>{t('campaigns.conflict.text')}</p>
          <details>
            <summary>{t('campaigns.conflict.saved')}</summary>
            <div lang={text.language} dir={directionOf(text.language)}>
              {[text.title, text.summary, text.whatHappened, text.whyItMatters, text.script].map(
                (part) => part && <pre>{part}</pre>,
              )}
              {text.letters.map((letter) => (
                <pre>{[letter.subject, letter.opening, letter.body, letter.closing].join('\n\n')}</pre>
              ))}
            </div>
          </details>
        </Notice>
      )}
    </>
  )
}
