# SPDX-License-Identifier: Apache-2.0
"""Invented letters as people write them: what each demands, or nothing. No person in them exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One invented letter and the kinds it demands."""

    kinds: str
    text: str
    subject: str = ""
    sender: str = ""


RUSSIAN = (
    Sample(
        "access",
        """Здравствуйте!

Я, Соколова Анна Викторовна, паспорт 4510 000000, выдан 01.02.2015 ОВД «Пример», оставляла заявку
на вашем сайте в марте. На основании ч. 7 ст. 14 Федерального закона № 152-ФЗ прошу предоставить
мне сведения об обработке моих персональных данных: подтвердить факт обработки, указать цели,
правовые основания и сроки хранения.

С уважением,
А. В. Соколова""",
        "Запрос субъекта персональных данных",
    ),
    Sample(
        "access", "Добрый день. Какие данные обо мне у вас хранятся и откуда они у вас?", "Вопрос"
    ),
    Sample(
        "access",
        "Подскажите, откуда у вас мой номер телефона? Я вам его не давал. Хочу знать источник.",
    ),
    Sample(
        "access", "Прошу выслать мне копию всех моих персональных данных, которые вы обрабатываете."
    ),
    Sample(
        "transfers_information",
        "Прошу сообщить, каким третьим лицам были переданы мои персональные данные и в каких целях.",
    ),
    Sample(
        "transfers_information",
        "Здравствуйте. Осуществляется ли трансграничная передача моих данных? Если да — в какие страны?",
    ),
    Sample(
        "transfers_information",
        "Кому вы передаёте мои данные? Пришлите список получателей.",
        "вопрос по сайту",
    ),
    Sample(
        "access transfers_information",
        "Прошу сообщить, какие мои персональные данные вы обрабатываете и кому вы их передаёте.",
    ),
    Sample(
        "access transfers_information",
        "Сообщите, пожалуйста, какие данные обо мне у вас есть\nи кому вы их передали.",
    ),
    Sample(
        "access stop",
        "Прошу предоставить сведения об обработке персональных данных Мельниковой О. С. по ч. 7 ст. 14 Закона"
        " № 152-ФЗ, а также прекратить их передачу третьим лицам.",
    ),
    Sample(
        "inspect",
        "Хочу лично ознакомиться с моими персональными данными, которые вы храните. Когда можно подъехать в офис?",
    ),
    Sample(
        "inspect",
        "Прошу предоставить возможность ознакомления с моими персональными данными по месту нахождения оператора.",
    ),
    Sample(
        "correct",
        "Добрый день! Я сменила фамилию после замужества, прошу внести изменения в мои персональные данные. "
        "Копию свидетельства прилагаю.",
    ),
    Sample(
        "correct",
        "В договоре моя фамилия указана неверно: Петрав вместо Петров. Исправьте, пожалуйста.",
    ),
    Sample(
        "correct", "Прошу уточнить мои персональные данные: новый адрес регистрации во вложении."
    ),
    Sample("block", "Требую заблокировать мои персональные данные на время проверки."),
    Sample("block", "Прошу приостановить обработку моих данных до выяснения обстоятельств."),
    Sample("destroy", "Удалите, пожалуйста, мой аккаунт и все мои данные."),
    Sample(
        "destroy",
        "Прошу уничтожить мои персональные данные, так как они больше не нужны для целей договора.",
    ),
    Sample("destroy", "уберите меня из вашей базы"),
    Sample(
        "claim_unlawful",
        "Вы обрабатываете мои персональные данные без моего согласия. Я не давала согласия на обработку.",
    ),
    Sample(
        "claim_unlawful", "Мои персональные данные получены вами незаконно, обработка неправомерна."
    ),
    Sample(
        "claim_inaccurate",
        "Сообщаю, что вы обрабатываете неточные персональные данные: моя дата рождения другая.",
    ),
    Sample("claim_inaccurate", "Мои персональные данные в вашей системе недостоверны."),
    Sample(
        "withdraw",
        "Настоящим отзываю своё согласие на обработку персональных данных, данное 12.03.2025.",
    ),
    Sample(
        "withdraw",
        "Здравствуйте, хочу отозвать согласие, которое дал при регистрации.",
        "Отзыв согласия",
    ),
    Sample(
        "withdraw destroy",
        "Я отзываю согласие на обработку моих персональных данных и прошу их удалить.",
    ),
    Sample(
        "withdraw", "Больше не согласен на обработку моих данных, считайте согласие отозванным."
    ),
    Sample("stop", "Требую прекратить обработку моих персональных данных (ч. 5.1 ст. 21 152-ФЗ)."),
    Sample("stop", "Перестаньте использовать мои персональные данные."),
    Sample(
        "destroy withdraw stop",
        "Отзываю согласие на обработку персональных данных.\n\nПрошу:\n1) прекратить обработку моих персональных "
        "данных;\n2) уничтожить персональные данные;\n3) уведомить меня письмом.",
        "Заявление",
    ),
    Sample("stop_marketing", "Отпишите меня от рассылки!!!"),
    Sample("stop_marketing", "Больше не присылайте мне рекламу и не звоните с предложениями."),
    Sample(
        "stop_marketing",
        "Прошу прекратить обработку моих персональных данных в целях рекламной рассылки.",
    ),
    Sample("stop_marketing", "Удалите мой номер из базы обзвона."),
    Sample(
        "stop_dissemination",
        "Прошу прекратить распространение моих персональных данных, разрешённых для распространения.",
    ),
    Sample("stop_dissemination", "Удалите, пожалуйста, мою фотографию с вашего сайта."),
    Sample(
        "stop_breach",
        "Вы опубликовали мои персональные данные на своей странице без моего согласия, в нарушение статьи 10.1 152-ФЗ. "
        "Требую прекратить их передачу.",
    ),
    Sample(
        "stop_breach",
        "На основании ч. 14 ст. 10.1 Закона требую прекратить передачу моих персональных данных.",
    ),
    Sample(
        "object_automated",
        "Возражаю против решения, принятого исключительно на основании автоматизированной обработки моих данных.",
    ),
    Sample(
        "object_automated",
        "Мою заявку отклонил робот. Прошу пересмотреть решение, принятое автоматически, человеком.",
    ),
    Sample(
        "complaint",
        "Жалоба на нарушение порядка обработки персональных данных. Прошу разобраться и ответить.",
    ),
    Sample(
        "complaint",
        "Я отправляла вам запрос о персональных данных месяц назад, но до сих пор не получила ответа. Возмущена!",
    ),
    Sample(
        "complaint",
        "Мои паспортные данные утекли после заказа у вас, мне звонят мошенники. Это утечка данных!",
    ),
    Sample(
        "regulator_information",
        "Управление Роскомнадзора по Примерной области информирует, что поступило обращение гражданина. В соответствии "
        "с частью 4 статьи 20 Федерального закона «О персональных данных» просим представить информацию по существу "
        "обращения в течение десяти рабочих дней.",
        "Запрос информации",
        "rsockanc77@rkn.gov.ru",
    ),
    Sample(
        "regulator_transfer",
        "Управление Роскомнадзора запрашивает сведения о трансграничной передаче персональных данных, предусмотренные "
        "частью 5 статьи 12 Закона.",
        "",
        "a@rkn.gov.ru",
    ),
    Sample(
        "regulator_measures",
        "Управление Роскомнадзора по Примерному краю просит представить документы и локальные акты, подтверждающие "
        "принятие мер, указанных в части 1 статьи 18.1 Федерального закона № 152-ФЗ.",
    ),
    Sample(
        "nktski_check",
        "НКЦКИ направляет сведения о возможном компьютерном инциденте. Просим провести проверку информации об инциденте "
        "и сообщить о результатах.",
        "",
        "incident@cert.gov.ru",
    ),
)

ENGLISH = (
    Sample(
        "access",
        "Dear Sir or Madam,\n\nPlease send me a copy of all personal data you hold about me.\n\nKind regards,\nJane Sample",
        "Subject access request",
    ),
    Sample("access", "Where did you get my phone number? What information do you have about me?"),
    Sample(
        "access", "Could you confirm whether you process my personal data, and for what purposes?"
    ),
    Sample(
        "transfers_information",
        "Please tell me to whom my personal data has been transferred and in which countries it is stored.",
    ),
    Sample(
        "transfers_information",
        "I would like to receive information about the cross-border transfer of my personal data and its recipients.",
    ),
    Sample(
        "inspect", "I would like to come to your office and inspect my personal data in person."
    ),
    Sample(
        "correct",
        "My surname is misspelled in your records. Please correct my last name to Example.",
    ),
    Sample("correct", "Please update my address and my phone number in your records."),
    Sample("block", "Please block my personal data until you have checked it."),
    Sample("destroy", "Please delete my account and erase all my data."),
    Sample("destroy", "I request the erasure of my personal data."),
    Sample(
        "claim_unlawful",
        "You are processing my personal data without my consent, which is unlawful.",
    ),
    Sample("claim_inaccurate", "The data you hold about me is inaccurate."),
    Sample(
        "withdraw",
        "I hereby withdraw my consent to the processing of my personal data.",
        "Withdrawal of consent",
    ),
    Sample("withdraw", "I withdraw my consent to the cross-border transfer of personal data."),
    Sample("withdraw destroy", "I revoke my consent given on 3 March. Please delete my data."),
    Sample("stop", "I demand that you cease processing my personal data."),
    Sample("stop", "Stop using my personal data immediately."),
    Sample("stop_marketing", "Unsubscribe me please"),
    Sample(
        "stop_marketing",
        "Please stop sending me marketing emails and remove me from your mailing list.",
    ),
    Sample("stop_dissemination", "Please remove my photo from your website."),
    Sample("stop_dissemination", "I demand that you stop the dissemination of my personal data."),
    Sample(
        "stop_breach",
        "You published my personal data without my consent in breach of Article 10.1.",
    ),
    Sample(
        "object_automated",
        "I object to the decision based solely on automated processing and ask for a human review.",
    ),
    Sample("complaint", "I wish to make a complaint about the way my personal data was handled."),
    Sample("complaint", "My passport data was leaked after I ordered from you."),
    Sample(
        "regulator_information",
        "The office of Roskomnadzor informs you of a complaint and requests that you provide information under part 4 of Article 20.",
        "",
        "x@rkn.gov.ru",
    ),
    Sample(
        "regulator_transfer",
        "Roskomnadzor requests information on the cross-border transfer of personal data.",
    ),
    Sample(
        "regulator_measures",
        "Roskomnadzor requests that you submit evidence of the measures under Article 18.1.",
    ),
    Sample(
        "nktski_check",
        "NKTsKI hereby notifies you of a possible leak and asks you to check the incident.",
        "",
        "y@cert.gov.ru",
    ),
)

NOTHING = (
    Sample(
        "",
        "Прошу прекратить обработку заказа № 14: передумала. Политику о персональных данных прочла.",
        "Заказ",
    ),
    Sample("", "Please stop processing my order No. 14. I read your privacy policy.", "Order"),
    Sample(
        "",
        "Добрый день! Во вложении счёт № 14 на оплату услуг за ноябрь. Просим оплатить до 30.11.2026.\nБухгалтерия",
        "Счёт № 14",
    ),
    Sample(
        "",
        "Скидки до 50 % только на этой неделе! Если вы не хотите получать рассылку, нажмите «Отписаться».",
        "Чёрная пятница",
    ),
    Sample(
        "",
        "Спасибо за заказ № 553. Мы передали его в доставку. Уточните, пожалуйста, адрес доставки и удобное время.",
    ),
    Sample(
        "",
        "Коллеги, прошу предоставить информацию о сроках поставки и прислать договор на согласование.",
    ),
    Sample(
        "",
        "Я не прошу удалять мои данные и не хочу отзывать согласие, просто проверьте статус заказа.",
    ),
    Sample(
        "",
        "Здравствуйте! Сколько стоит внедрение CRM для отдела из пяти человек? Телефон для связи: +7 900 000-00-00.",
    ),
    Sample(
        "",
        "Ваш запрос принят и зарегистрирован под номером 15. Вы можете отозвать согласие на обработку персональных данных в любой момент.",
    ),
    Sample(
        "",
        "Настоящее письмо содержит конфиденциальную информацию. Если вы получили его по ошибке, удалите его и все копии.",
        "Протокол встречи",
    ),
    Sample(
        "",
        "Спасибо, всё получил!\n\n> Отзываю согласие на обработку персональных данных.\n> Прошу удалить мои данные.",
        "Re: Отзыв",
    ),
    Sample("", "Хочу оставить отзыв о вашей работе: всё отлично. Согласен рекомендовать друзьям."),
    Sample(
        "",
        "Резюме на вакансию менеджера во вложении. Согласие на обработку персональных данных даю.",
    ),
    Sample(
        "",
        "Напоминаем: удалите старую версию программы и обновите драйвер. Настройки профиля сохраняются.",
    ),
    Sample(
        "",
        "Hi, please find attached invoice 2026-11 for our services. Payment is due within 14 days.",
        "Invoice",
    ),
    Sample(
        "",
        "Our best offers of the week! If you no longer wish to receive these emails, you can unsubscribe here.",
        "Newsletter",
    ),
    Sample(
        "",
        "We have updated our privacy policy. You have the right to withdraw your consent, and you may request access to your personal data at any time.",
    ),
    Sample(
        "",
        "This email is intended for the addressee only. If you have received it in error, please delete it and notify the sender.",
    ),
    Sample("", "Please do not delete my account, I am still using it."),
    Sample("", "Could you send me the price list and information about delivery to Example City?"),
    Sample(
        "",
        "Thanks!\n\n-----Original Message-----\nFrom: Jane Sample\nSent: Friday\nTo: Support\nSubject: Erase\n\nPlease delete my personal data.",
    ),
    Sample(
        "",
        "Thank you, this is clear.\n\nOn Fri, 20 Nov 2026 at 10:00, Jane <jane@example.org> wrote:\n> I withdraw my consent",
    ),
    Sample("", "Can you tell me how to reset my password? I cannot access my account."),
    Sample("", "Let's meet on Tuesday to discuss the contract and the processing of your order."),
    Sample("", ""),
)

SHORT = (
    Sample(
        "stop",
        "Вы храните мои персональные данные с 2024 года. Требую прекратить обработку.",
    ),
    Sample(
        "stop", "Речь о моих персональных данных. Прошу вас немедленно остановить их обработку!"
    ),
    Sample("stop", "This is about my personal data. I demand that you stop processing."),
    Sample(
        "access",
        "Добрый день! Я ваш бывший клиент. Скажите, пожалуйста, храните ли вы ещё мои данные и какие именно?",
    ),
    Sample(
        "access",
        "На основании статьи 14 закона о персональных данных запрашиваю у вас информацию: обрабатываются ли мои персональные данные, с какой целью и каким способом.",
    ),
    Sample("access", "Прошу дать мне доступ к моим персональным данным."),
    Sample("access", "Хочу узнать, что вы обо мне знаете. Пришлите всё, что есть."),
    Sample("access", "Кто вам дал мой email? Я нигде у вас не регистрировался."),
    Sample(
        "transfers_information",
        "Передаёте ли вы мои данные кому-то ещё? Меня интересуют зарубежные сервисы.",
    ),
    Sample(
        "transfers_information", "Где физически хранятся мои данные — в России или за границей?"
    ),
    Sample("destroy", "Хочу, чтобы вы удалили всё, что у вас есть обо мне."),
    Sample("destroy", "Удалите меня"),
    Sample("destroy", "Прошу удалить мой профиль и все персональные данные с ваших серверов."),
    Sample(
        "destroy",
        "Добрый день. Прошу исключить мои персональные данные из вашей базы данных и подтвердить удаление.",
    ),
    Sample(
        "withdraw",
        "ЗАЯВЛЕНИЕ об отзыве согласия на обработку персональных данных. Я, Иванов Иван Иванович, в соответствии с ч. 2 ст. 9 152-ФЗ отзываю ранее данное мной согласие.",
    ),
    Sample("withdraw", "Согласие на обработку ПДн отзываю."),
    Sample(
        "withdraw", "Прошу считать мое согласие на обработку данных отозванным с сегодняшнего дня."
    ),
    Sample("stop", "Прошу не использовать мои персональные данные и прекратить их обработку."),
    Sample("stop_marketing", "Достали со своими смс! Хватит спамить"),
    Sample("stop_marketing", "Прошу исключить мой адрес из списка рассылки."),
    Sample("stop_marketing", "Отказываюсь от получения рекламных сообщений."),
    Sample("stop_marketing", "как отписаться от ваших писем? отпишите"),
    Sample(
        "correct",
        "Здравствуйте, у меня изменился номер телефона, поменяйте в карточке: +7 900 000 00 01.",
    ),
    Sample("correct", "Ошибка в отчестве: правильно Сергеевна. Прошу исправить."),
    Sample("block", "Прошу заблокировать обработку персональных данных, касающихся меня."),
    Sample(
        "complaint", "Претензия. Ваша организация нарушает мои права субъекта персональных данных."
    ),
    Sample(
        "complaint",
        "Ваш сотрудник разгласил мой номер телефона посторонним. Прошу провести проверку.",
    ),
    Sample(
        "inspect", "Могу ли я приехать к вам и посмотреть документы с моими персональными данными?"
    ),
    Sample(
        "object_automated",
        "Мне отказали в кредите автоматически, на основании скоринга. Требую пересмотра.",
    ),
    Sample("stop_dissemination", "Уберите моё имя и фото со страницы «Наша команда», я уволилась."),
    Sample(
        "stop_breach",
        "Вы без моего разрешения выложили видео со мной и мои контакты в телеграм-канал.",
    ),
    Sample("claim_unlawful", "Почему вы используете мой номер без моего согласия?"),
    Sample(
        "access",
        "Under Article 14 of Federal Law 152-FZ I request information on the processing of my personal data.",
    ),
    Sample("access", "What do you know about me? I want a full export of my data."),
    Sample(
        "access", "DSAR - please treat this as a formal request for all information you hold on me."
    ),
    Sample(
        "transfers_information", "Do you share my details with third parties? If so, who are they?"
    ),
    Sample("transfers_information", "Is my data sent outside Russia?"),
    Sample("destroy", "Please remove all of my personal information from your systems."),
    Sample("destroy", "I want to be forgotten. Delete everything you have about me."),
    Sample("destroy", "Kindly erase my records."),
    Sample("withdraw", "I am withdrawing the consent I gave on your website."),
    Sample("withdraw", "Please consider my consent revoked as of today."),
    Sample("withdraw", "I no longer agree to the processing of my data."),
    Sample("stop", "Please stop processing my data."),
    Sample("stop", "I object to the processing of my personal data."),
    Sample("stop_marketing", "take me off your list"),
    Sample("stop_marketing", "No more emails please. Stop spamming me."),
    Sample("stop_marketing", "I don't want to receive your newsletter any more."),
    Sample(
        "correct", "You have the wrong email address for me, please change it to x@example.org."
    ),
    Sample(
        "complaint",
        "I am very unhappy with how you handle my personal data and want to file a complaint.",
    ),
    Sample("inspect", "May I visit your premises to see the records you keep on me?"),
    Sample(
        "object_automated",
        "Your system automatically rejected my application. I want a person to review this decision.",
    ),
    Sample(
        "stop_dissemination",
        "Please take down the testimonial with my name and picture from your site.",
    ),
    Sample("claim_unlawful", "I never consented to you collecting my data."),
    Sample("", "Пришлите, пожалуйста, коммерческое предложение и презентацию."),
    Sample("", "Прошу исправить ошибку в счёте: неверно указан ИНН организации."),
    Sample("", "Прошу прекратить доставку по старому адресу и отменить заказ."),
    Sample("", "Почему не работает личный кабинет? Не могу войти, пароль не подходит."),
    Sample(
        "",
        "Направляем согласие на обработку персональных данных сотрудника для оформления пропуска.",
    ),
    Sample("", "Просим заблокировать карту доступа уволенного сотрудника."),
    Sample(
        "",
        "Предлагаем услуги по защите персональных данных: подготовим документы по 152-ФЗ под ключ. Проверка Роскомнадзора уже близко! Штрафы до 18 млн рублей.",
    ),
    Sample(
        "",
        "Приглашаем на вебинар «Как обрабатывать персональные данные по новым правилам». Вы узнаете, как получать согласие и уничтожать данные.",
    ),
    Sample("", "Здравствуйте! Товар пришёл бракованный, это претензия. Верните деньги."),
    Sample("", "Please delete the duplicate line from the invoice and send the corrected version."),
    Sample(
        "", "Your subscription has been updated. You can change your preferences in your profile."
    ),
    Sample(
        "",
        "We help companies comply with GDPR: access requests, erasure of personal data, consent withdrawal — all in one platform. Book a demo!",
    ),
    Sample("", "Reminder: update your payment details to keep your account active."),
    Sample("", "Please stop the machine at 5 pm and delete the log files."),
)

FORMAL = (
    Sample(
        "access transfers_information",
        """В ООО «Пример»
от Соколова Петра Ильича, тел. +7 900 000-00-00

ЗАПРОС
на предоставление информации, касающейся обработки персональных данных

В соответствии с ч. 1 ст. 14 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» субъект
персональных данных имеет право на получение информации, касающейся обработки его персональных данных.

На основании изложенного прошу предоставить:
1) подтверждение факта обработки персональных данных;
2) правовые основания и цели обработки персональных данных;
3) сведения о лицах, которым могут быть раскрыты персональные данные, и об осуществлённой или предполагаемой
трансграничной передаче данных.

В случае отказа буду вынужден обратиться с жалобой в Роскомнадзор или в суд.

Документ: паспорт 45 10 000000. Подпись: Соколов""",
        "Запрос в порядке ст. 14 152-ФЗ",
    ),
    Sample(
        "destroy withdraw stop",
        """Dear KommoExample team,

I used your website in March and left my contact details there.

1. I hereby withdraw my consent to the processing of my personal data, including cross-border transfer.
2. Please cease processing my data and destroy it.
3. Confirm by e-mail once my data have been deleted.

If you do not reply within 10 working days, I will complain to Roskomnadzor.

John Sample
--
Sent from my phone. You may unsubscribe at any time.""",
        "Withdrawal",
    ),
)
