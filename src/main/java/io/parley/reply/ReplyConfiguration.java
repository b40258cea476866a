package io.parley.reply;

import io.parley.store.CollectionIndexes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The collection of the key of links. */
@Configuration(proxyBeanMethods = false)
class ReplyConfiguration {

	@Bean
	CollectionIndexes replyLinkKeyIndexes() {
		return CollectionIndexes.of(ReplyLinkKey.COLLECTION).kept().index("_id");
	}

}
