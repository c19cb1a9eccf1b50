# SPDX-License-Identifier: GPL-3.0-or-later
"""The wall page of the sandbox network as a citizen uses it: reads the page, fills in its forms.
And, for what no citizen can do, the orders to the sandbox to fail."""
import html.parser
import json
import re
import urllib.error
import urllib.parse
import urllib.request

SECONDS = 10


class Comment:
    """One comment of the page; `replies` stand below it."""

    def __init__(self, number, depth):
        self.number = number
        self.depth = depth
        self.author = ''
        self.text = ''
        self.official = False
        self.deleted = False
        self.edited = False
        self.replies = []


class PageReader(html.parser.HTMLParser):
    """Takes the comments and the token of the forms out of the page."""

    VOID = {'input', 'meta', 'br', 'img', 'link'}

    def __init__(self):
        super().__init__()
        self.comments = []
        self.token = None
        self.open_comments = []
        self.open_tags = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == 'input' and values.get('name') == 'token':
            self.token = values['value']
        if tag in self.VOID:
            return
        self.open_tags.append((tag, values.get('class') or ''))
        if tag == 'article' and (values.get('id') or '').startswith('comment-'):
            comment = Comment(int(values['id'][len('comment-'):]), len(self.open_comments))
            if self.open_comments:
                self.open_comments[-1].replies.append(comment)
            self.open_comments.append(comment)
            self.comments.append(comment)

    def handle_endtag(self, tag):
        while self.open_tags:
            opened, _ = self.open_tags.pop()
            if opened == 'article' and self.open_comments:
                self.open_comments.pop()
            if opened == tag:
                return

    def handle_data(self, data):
        if not self.open_comments or not self.open_tags:
            return
        comment, (_, style) = self.open_comments[-1], self.open_tags[-1]
        words = style.split()
        if 'author' in words:
            comment.author += data
            comment.official = 'official' in words
        elif 'text' in words:
            comment.text += data
        elif 'gone' in words:
            comment.deleted = True
        elif 'when' in words:
            comment.edited = comment.edited or 'изменён' in data


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The answer to a form is a redirect; where it leads is part of the answer."""

    def redirect_request(self, *_arguments):
        return None


class Wall:
    """One post of the sandbox network."""

    def __init__(self, url, post='-200000001_1'):
        self.url = url.rstrip('/')
        self.post = post
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)

    def _page(self):
        with self.opener.open(f'{self.url}/wall{self.post}', timeout=SECONDS) as answer:
            reader = PageReader()
            reader.feed(answer.read().decode())
            return reader

    def comments(self):
        """Every comment of the page, replies too."""
        return self._page().comments

    def _send_form(self, action, **fields):
        fields['token'] = self._page().token
        request = urllib.request.Request(
            f'{self.url}/wall{self.post}/{action}', urllib.parse.urlencode(fields).encode(),
            {'Content-Type': 'application/x-www-form-urlencoded'})
        try:
            with self.opener.open(request, timeout=SECONDS) as answer:
                raise RuntimeError(f'the form was answered by {answer.status}')
        except urllib.error.HTTPError as answer:
            if answer.code != 303:
                raise
            return answer.headers['Location']

    def write(self, name, text, **more):
        """Writes a comment; returns its number."""
        location = self._send_form('write', name=name, text=text, **more)
        return int(re.search(r'(\d+)$', location).group(1))

    def edit(self, number, text):
        """Changes a comment."""
        self._send_form('edit', comment_id=str(number), text=text)

    def delete(self, number):
        """Deletes a comment."""
        self._send_form('delete', comment_id=str(number))

    def find(self, number):
        """The comment with that number, or None."""
        return next((comment for comment in self.comments() if comment.number == number), None)

    def official_replies(self, number):
        """What communities wrote under the comment."""
        comment = self.find(number)
        return [reply for reply in comment.replies if reply.official] if comment else []

    def order(self, what, **members):
        """An order to the sandbox: "faults" to come, a "post" to close."""
        request = urllib.request.Request(f'{self.url}/_sandbox/{what}',
                                         json.dumps(members).encode(),
                                         {'Content-Type': 'application/json'})
        with self.opener.open(request, timeout=SECONDS) as answer:
            return json.load(answer)

    def call(self, method, token, **members):
        """A method of the network's own interface; returns what it answers."""
        members.update(v='5.199', access_token=token)
        data = urllib.parse.urlencode(members).encode()
        with self.opener.open(f'{self.url}/method/{method}', data, timeout=SECONDS) as answer:
            return json.load(answer)['response']

    def calls(self, method):
        """How often the method was called."""
        with self.opener.open(f'{self.url}/_sandbox/faults', timeout=SECONDS) as answer:
            return json.load(answer)['calls'].get(method, 0)
