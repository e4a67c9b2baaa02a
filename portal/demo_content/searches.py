"""What the customers of the demo searched for in the last weeks: some of it they found, some of it is missing.

From these the pages of search health and the gap board have something to show.
"""

from portal.demo_content.shapes import DemoSearch

SEARCHES = (
    # nothing is found
    DemoSearch("ru", ("скидка пенсионерам", "пенсионерам скидка", "скидки для пенсионеров"), times=9, found=0),
    DemoSearch("en", ("student discount", "discount for students"), times=6, found=0),
    DemoSearch("en", ("gift voucher", "gift vouchers"), times=5, found=0),
    # much is found, and nobody opens any of it
    DemoSearch("uk", ("подарункова картка", "подарункові картки", "подарункову картку купити"), times=7, found=10),
    DemoSearch("ru", ("изменить адрес доставки", "адрес доставки изменить"), times=5, found=10),
    # found and read
    DemoSearch("ru", ("err_4017", "ошибка 4017"), times=12, found=10, opens="case-ru-err4017", solved=6),
    DemoSearch("ru", ("когда сгорают бонусы", "срок бонусов"), times=9, found=5, opens="case-ru-expiry", solved=4),
    DemoSearch("ru", ("не приходит смс", "код из смс не приходит"), times=7, found=8, opens="case-ru-sms", solved=2),
    DemoSearch("uk", ("активувати картку без смартфона",), times=8, found=10, opens="case-uk-no-smartphone", solved=5),
    DemoSearch(
        "uk", ("додати чек пізніше", "забув картку чек"), times=6, found=10, opens="case-uk-add-receipt", solved=3
    ),
    DemoSearch(
        "en", ("merge two accounts", "two accounts one person"), times=8, found=10, opens="case-en-merge", solved=4
    ),
    DemoSearch("en", ("card without internet",), times=5, found=10, opens="case-en-offline", solved=3),
)
