/** Everybody and everything in the demo. All of it is invented: the people, their organisation, the ministry, the city. */

export const harbour = {
  organisation: 'Harbour Watch',
  country: 'NL',
  form: {
    timeZone: 'Europe/Amsterdam',
    languages: ['en', 'ar'],
    defaultLanguage: 'en',
    website: 'https://harbour.example',
    privacyContact: 'privacy@harbour.example',
    senderName: 'Harbour Watch',
    senderAddress: 'news@harbour.example',
    campaignAddress: 'letters@harbour.example',
    postalAddress: 'Harbour Watch\nKade 12\n1011 AB Amsterdam\nNetherlands',
    newsletterOffered: ['yes', 'on'],
    donateUrl: 'https://harbour.example/give',
    donatePurpose: 'general',
    'donateHeadline.en': 'Give hope',
    'donateSentence.en': 'Your gift pays for lawyers, safe travel and a night’s sleep for people at risk.',
    'donateButton.en': 'Donate now',
    'donateHeadline.ar': 'امنح الأمل',
    'donateSentence.ar': 'تبرعك يدفع أتعاب المحامين وتكاليف السفر الآمن لأشخاص معرّضين للخطر.',
    'donateButton.ar': 'تبرّع الآن',
    'social.mastodon': 'https://social.example/@harbour',
    'social.bluesky': 'https://blue.example/harbour',
  },
} as const

export const ines = { name: 'Ines Duarte', address: 'ines@harbour.example' } as const
export const tomas = { name: 'Tomas Brandt', address: 'tomas@harbour.example', role: 'campaigner' } as const
/** reads the console in Arabic */
export const layla = { name: 'Layla Nasser', address: 'layla@harbour.example', role: 'caseworker' } as const

/** Long enough for the rule, and only good in a demo whose data lie beside its key. */
export const passphraseOf = (name: string): string => `a quiet lamp for ${name} in the demo`

/**
 * The person at risk. No state is meant: the country is an island where nobody lives, because each form wants a code that
 * exists, and the city is on no map.
 */
export const lantern = {
  code: 'Lantern',
  country: 'BV',
  zone: 'UTC',
  place: 'Kestra',
  person: {
    legalName: 'Samira Haddad',
    calledName: 'Samira',
    pronouns: 'she, her',
    languages: 'Arabic, English',
    channels: 'Signal, evenings after eight. Never the office telephone.',
  },
  en: {
    name: 'Samira Haddad',
    sentence:
      'A lawyer and trade unionist who asked where the harbour workers’ pension money went, and may be arrested for asking.',
    story:
      'Samira Haddad has been the lawyer of the harbour workers of Kestra since 2019. In September she asked in open court how the money of their pension fund was spent.\n\nTwo weeks later the prosecutor summoned her for **spreading false news**. If she is charged, she could be held for up to three months before a judge hears her.\n\nShe answered every question, and goes on working.',
    concern: 'We fear that Samira Haddad will be arrested at or before the hearing in December.',
  },
  ar: {
    name: 'سميرة حداد',
    sentence: 'محامية ونقابية سألت أين ذهبت أموال تقاعد عمّال الميناء، وقد تُعتقل لأنها سألت.',
    story:
      'سميرة حداد محامية عمّال ميناء كسترا منذ عام 2019. في أيلول سألت في جلسة علنية كيف أُنفقت أموال صندوق تقاعدهم.\n\nبعد أسبوعين استدعاها المدعي العام بتهمة **نشر أخبار كاذبة**. إذا وُجّهت إليها التهمة فقد تُحتجز ثلاثة أشهر قبل أن يسمعها قاضٍ.\n\nأجابت عن كل سؤال، وتواصل عملها.',
    concern: 'نخشى أن تُعتقل سميرة حداد في جلسة كانون الأول أو قبلها.',
  },
  portrait: {
    'credit-en': 'Drawing by Harbour Watch, with her consent',
    'credit-ar': 'رسم مرصد الميناء، بموافقتها',
    'alt-en':
      'A drawing of Samira Haddad: a woman with dark, tied-back hair before a lamp in a harbour at dusk',
    'alt-ar': 'رسم لسميرة حداد: امرأة بشعر داكن مربوط أمام مصباح في ميناء عند الغسق',
  },
  status: {
    harm: 'arrest',
    level: 'moderate',
    'wording-en': 'At this time no arrest is expected.',
    'wording-ar': 'لا يُتوقع اعتقال في هذا الوقت.',
    'assessors-en': 'Harbour Watch',
    'assessors-ar': 'مرصد الميناء',
    assessorCount: '1',
  },
  agreed:
    'You may say my name, show the drawing and tell what the prosecutor did. Nothing about my children, and not my street.',
} as const

/** What her risk was before: each day a judgement of its own, with how she saw it. */
export const earlierAssessments = [
  {
    daysAgo: 56,
    ...{ level: 'critical', trend: 'rising' },
    'wording-en': 'An arrest is feared at any hour.',
    'wording-ar': 'يُخشى اعتقالها في أي ساعة.',
    reasons: 'Two colleagues were fetched from their homes in the week of the summons.',
    ownView: 'I keep a bag beside the door. I sleep in my clothes.',
  },
  {
    daysAgo: 28,
    ...{ level: 'high', trend: 'steady' },
    'wording-en': 'An arrest is feared at or before the hearing.',
    'wording-ar': 'يُخشى اعتقالها في الجلسة أو قبلها.',
    reasons: 'She was heard, and let go. The men before her house have not come back.',
    ownView: 'I think they wait for the hearing. Until then I shall work.',
  },
] as const

/** What she said in one talk, in Arabic, as it was taken down and as it was translated. */
export const points = [
  {
    form: 'verbatim',
    ar: 'أشكر كل من كتب واتصل. قرأت رسائلكم بصوت عالٍ لابنتي في المساء.',
    en: 'I thank everybody who wrote and called. In the evening I read your letters aloud to my daughter.',
  },
  {
    form: 'paraphrase',
    ar: 'تطلب نشر حسابات الصندوق من أجل العمّال.',
    en: 'She asks for the accounts of the fund to be published, for the workers’ sake.',
  },
  {
    form: 'paraphrase',
    ar: 'لا تريد خصومة مع أحد في المحكمة.',
    en: 'She wishes no quarrel with anybody at the court.',
  },
] as const

/** As it was read back, she said the first one otherwise: her daughter is not to be spoken of. */
export const firstAsApproved = {
  changed: 'طلبت ألا تُذكر ابنتها.',
  ar: 'أشكر كل من كتب واتصل. قرأت رسائلكم بصوت عالٍ في المساء.',
  en: 'I thank everybody who wrote and called. In the evening I read your letters aloud.',
} as const

/** An invented ministry: two who get letters, one office that answers the telephone. */
export const officials = [
  {
    name: 'Orlan Veshti',
    title: 'Minister of Harbours',
    institution: 'Ministry of Harbours and Labour of Kestra',
    email: 'minister@harbours.kestra.example',
    salutations: { en: 'Dear Minister Veshti,', ar: 'السيد الوزير أورلان فشتي،' },
  },
  {
    name: 'Mara Telk',
    title: 'Prosecutor General',
    institution: 'Prosecution Service of Kestra',
    email: 'telk@prosecution.kestra.example',
    salutations: { en: 'Dear Prosecutor Telk,', ar: 'السيدة المدعية العامة مارا تلك،' },
  },
  {
    name: 'Ruben Okari',
    title: 'Head of the Minister’s Office',
    institution: 'Ministry of Harbours and Labour of Kestra',
    phone: '+4755550123',
    salutations: { en: 'Dear Mr Okari,', ar: 'السيد روبن أوكاري،' },
  },
] as const

export const campaign = {
  code: 'Lantern, first letters',
  demands: {
    en: [
      'End the inquiry against Samira Haddad.',
      'Publish the accounts of the harbour workers’ pension fund.',
    ],
    ar: ['إنهاء التحقيق ضد سميرة حداد.', 'نشر حسابات صندوق تقاعد عمّال الميناء.'],
  },
  en: {
    title: 'A question is no crime',
    summary:
      'Ask the minister and the prosecutor to end the inquiry against Samira Haddad before the hearing.',
    whatHappened:
      'On 14 September Samira Haddad asked in open court how the harbour workers’ pension fund had been spent. On 28 September she was summoned.',
    whyItMatters: 'If a lawyer can be held for a question in court, nobody in Kestra can safely ask one.',
    script:
      'Good morning. My name is {name}. I am calling about the lawyer Samira Haddad. I ask the Minister to see to it that the inquiry against her is ended. Thank you for passing this on.',
    dos: 'Stay polite. Say where you live. Speak of her as a lawyer.',
    donts: 'Do not insult anybody. Do not name her family.',
    messagePrompt: 'A few lines for Samira. She reads Arabic and English.',
    signatureText:
      'We, who sign, ask the Minister of Harbours and the Prosecutor General to end the inquiry against Samira Haddad and to publish the accounts of the pension fund.',
  },
  ar: {
    title: 'السؤال ليس جريمة',
    summary: 'اطلبوا من الوزير والمدعية العامة إنهاء التحقيق ضد سميرة حداد قبل الجلسة.',
    whatHappened:
      'في 14 أيلول سألت سميرة حداد في جلسة علنية كيف أُنفقت أموال صندوق تقاعد عمّال الميناء. وفي 28 أيلول استُدعيت.',
    whyItMatters: 'إذا كان السؤال في المحكمة سببًا لاحتجاز محامية، فلن يأمن أحد في كسترا أن يسأل.',
    script:
      'صباح الخير. اسمي {name}. أتصل بشأن المحامية سميرة حداد. أطلب من الوزير أن يعمل على إنهاء التحقيق ضدها. شكرًا لنقل رسالتي.',
    dos: 'كونوا مهذبين. اذكروا أين تعيشون. تحدثوا عنها بوصفها محامية.',
    donts: 'لا تُهينوا أحدًا. لا تذكروا عائلتها.',
    messagePrompt: 'بضعة أسطر لسميرة. تقرأ العربية والإنكليزية.',
    signatureText:
      'نحن الموقعين نطلب من وزير الموانئ والمدعية العامة إنهاء التحقيق ضد سميرة حداد ونشر حسابات صندوق التقاعد.',
  },
  letters: {
    en: [
      {
        subject: 'Please end the inquiry against Samira Haddad',
        opening: '{salutation}\n\nI write to you about the lawyer Samira Haddad.',
        body: 'She asked in open court how the money of the harbour workers’ pension fund was spent. That is a lawyer’s work, and no crime. I ask you to end the inquiry against her before the hearing in December.',
        closing: 'I follow her case from abroad, with many others.\n\nRespectfully,\n{name}',
      },
      {
        subject: 'A lawyer’s question deserves an answer',
        opening: '{salutation}\n\nI write as someone who also depends on a pension.',
        body: 'The workers of your harbour have a right to know what became of their savings. Samira Haddad asked for them. I ask you to answer the question instead of pursuing the one who put it.',
        closing: 'With respect,\n{name}',
      },
    ],
    ar: [
      {
        subject: 'أرجو إنهاء التحقيق ضد سميرة حداد',
        opening: '{salutation}\n\nأكتب إليكم بشأن المحامية سميرة حداد.',
        body: 'سألت في جلسة علنية كيف أُنفقت أموال صندوق تقاعد عمّال الميناء. هذا عمل المحامي وليس جريمة. أطلب منكم إنهاء التحقيق ضدها قبل جلسة كانون الأول.',
        closing: 'أتابع قضيتها مع كثيرين.\n\nمع الاحترام،\n{name}',
      },
    ],
  },
} as const

export const update = {
  kind: 'good-news',
  authors: [
    { kind: 'person', 'name-en': 'Tomas Brandt', 'name-ar': 'توماس برانت' },
    { kind: 'person', 'name-en': 'Layla Nasser', 'name-ar': 'ليلى ناصر' },
    { kind: 'withheld' },
  ],
  picture: {
    shows: 'no',
    'credit-en': 'Drawing by Harbour Watch',
    'credit-ar': 'رسم مرصد الميناء',
    'alt-en': 'A drawing of the harbour of Kestra at dusk, with a lamp that is lit',
    'alt-ar': 'رسم لميناء كسترا عند الغسق وفيه مصباح مضاء',
  },
  en: {
    place: 'Kestra',
    source: 'Harbour Watch',
    headline: 'The inquiry is suspended; no arrest is expected now',
    body: 'This morning the prosecutor’s office told Samira Haddad’s lawyer that the inquiry is **suspended**. She may travel and work.\n\nThe consensus of our members is that attention from abroad was noticed. We go on watching.\n\nMembers of Harbour Watch spoke with her. She wants to share three thoughts:',
    ask: 'Nothing is asked of you today. If that changes, we will write.',
    nextExpected: 'We expect the court’s list for December on the first of the month.',
  },
  ar: {
    place: 'كسترا',
    source: 'مرصد الميناء',
    headline: 'عُلّق التحقيق، ولا يُتوقع اعتقال الآن',
    body: 'أبلغ مكتب الادعاء محامي سميرة حداد هذا الصباح أن التحقيق **عُلّق**. يمكنها السفر والعمل.\n\nيرى أعضاؤنا أن الاهتمام من الخارج لوحظ. نواصل المتابعة.\n\nتحدث أعضاء مرصد الميناء معها، وتود أن تقول ثلاثة أشياء:',
    ask: 'لا نطلب منكم شيئًا اليوم. إذا تغيّر ذلك سنكتب إليكم.',
    nextExpected: 'نتوقع قائمة جلسات كانون الأول في أول الشهر.',
  },
} as const
